package dev.kinora.ingest.http;

import dev.kinora.contract.Failure;
import dev.kinora.contract.Topics;
import dev.kinora.ingest.http.HttpAccess.Credentials;
import dev.kinora.ingest.http.HttpAccess.Verdict;
import dev.kinora.work.MessageCodec;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response.Status;
import java.time.Duration;
import java.util.Optional;

/**
 * Looks at each request before its body is read and before any thread works on it, and gives each answer the headers that keep
 * browsers from guessing. Runs on the event loop and never waits. Health needs no key: it is asked by whatever runs the process.
 */
@Singleton
public class Doorkeeper {
    /** After Quarkus' own judgement of origins, where that is switched on, at 300; before everything else. */
    private static final int PRIORITY = 290;

    private static final String FREE = "/q/";
    private static final String KEY = "kinora.key";

    private final MessageCodec codec = new MessageCodec();
    private volatile HttpAccess access;
    private volatile BodyReader bodies;

    /**
     * Lets in who may come; until then nobody.
     *
     * @param uploadTime in which a request's body must have come
     */
    public void admit(HttpAccess admitted, Duration uploadTime) {
        bodies = new BodyReader(uploadTime);
        access = admitted;
    }

    void register(@Observes Filters filters) {
        filters.register(this::look, PRIORITY);
    }

    /** The key that a request was let in with. */
    static Optional<ApiKey> key(RoutingContext request) {
        return Optional.ofNullable(request.get(KEY));
    }

    private void look(RoutingContext request) {
        request.addHeadersEndHandler(answer -> harden(request.response().headers()));
        if (request.normalizedPath().startsWith(FREE)) {
            request.next();
            return;
        }
        HttpAccess rule = access;
        if (rule == null) {
            refuse(request, Problem.of(Status.SERVICE_UNAVAILABLE, "ingest does not run in this process"));
            return;
        }
        if (request.request().method() == HttpMethod.OPTIONS) {
            // Pages of other sites are not served, and the framework names methods of other paths.
            request.response().setStatusCode(Status.NO_CONTENT.getStatusCode()).end();
            return;
        }
        obey(rule.judge(credentials(request.request())), request);
    }

    private static Credentials credentials(HttpServerRequest request) {
        return new Credentials(
                // HTTP/2 has no header Host.
                request.authority() == null ? null : request.authority().toString(),
                request.getHeader("Origin"),
                request.getHeader(HttpHeaders.AUTHORIZATION));
    }

    private void obey(Verdict verdict, RoutingContext request) {
        if (verdict instanceof Verdict.Admitted admitted) {
            admitted.key().ifPresent(key -> request.put(KEY, key));
            bodies.read(request, refusal -> refuse(request, refusal));
        } else if (verdict instanceof Verdict.TooFast fast) {
            request.response().putHeader(HttpHeaders.RETRY_AFTER, Long.toString(Problem.seconds(fast.pause())));
            refuse(request, tooFast(fast.key()));
        } else if (verdict instanceof Verdict.Unauthorized) {
            request.response().putHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
            refuse(request, Problem.of(Status.UNAUTHORIZED, "expected the header Authorization: Bearer KEY"));
        } else {
            refuse(
                    request,
                    Problem.of(Status.FORBIDDEN, "requests of other sites' pages, or to other names, are not taken"));
        }
    }

    private static Problem tooFast(ApiKey key) {
        Failure limit =
                Failure.badInput("rate", "more requests of key " + key.label(), "at most " + key.rate() + " a minute");
        return Problem.of(Status.TOO_MANY_REQUESTS, limit);
    }

    /** A body that was not read is not read to its end either: the connection goes. */
    private void refuse(RoutingContext request, Problem problem) {
        HttpServerResponse response = request.response();
        if (response.ended() || response.closed()) {
            return;
        }
        if (!request.request().isEnded()) {
            response.putHeader("Connection", "close");
        }
        response.setStatusCode(problem.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .end(Buffer.buffer(codec.write(problem)));
    }

    private static void harden(MultiMap headers) {
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set(HttpHeaders.CACHE_CONTROL, "no-store");
    }

    static Problem tooLarge() {
        return Problem.of(
                Status.REQUEST_ENTITY_TOO_LARGE,
                "expected at most " + Topics.LARGEST_REQUEST_BYTES + " bytes (24 MiB)");
    }
}
