package dev.kinora.local.remote;

import dev.kinora.contract.Failure;
import dev.kinora.contract.FailureException;
import dev.kinora.contract.FailureKind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;

/**
 * Calls of one server. What passes by itself is waited for, half a minute at most: too many requests, a server that is not
 * ready, and, once it has answered, one that is away. Every call may be sent twice, because jobs are named by who sends them.
 */
final class ServerCalls {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration ANSWER = Duration.ofMinutes(2);
    private static final long PATIENCE_SECONDS = 30;
    private static final Set<Integer> FOR_NOW = Set.of(429, 503);
    /** What is said of the request itself. */
    private static final Set<Integer> REFUSALS = Set.of(400, 404, 409, 410, 413, 415, 422, 507);

    private final Server server;
    private final HttpClient http;
    private volatile boolean hasAnswered;

    ServerCalls(Server server) {
        this.server = server;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1) // no upgrade is asked for with a photo in the body
                .followRedirects(HttpClient.Redirect.NEVER) // the key is for the server alone
                .connectTimeout(CONNECT)
                .build();
    }

    Server server() {
        return server;
    }

    /** For other addresses than the server's, to which the key must not go. */
    HttpClient http() {
        return http;
    }

    /** A call to be completed. */
    HttpRequest.Builder to(String path) {
        HttpRequest.Builder call =
                HttpRequest.newBuilder(URI.create(server.address() + path)).timeout(ANSWER);
        server.key().ifPresent(key -> call.header("Authorization", "Bearer " + key));
        return call;
    }

    /**
     * The answer, if it is none of refusal.
     *
     * @throws UnreachedException if there is none, or nobody is let in
     * @throws FailureException as the server's problem says
     */
    HttpResponse<byte[]> send(HttpRequest.Builder call) {
        HttpRequest request = call.build();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        Optional<HttpResponse<byte[]>> answer = attempt(request, deadline);
        while (answer.isEmpty()) {
            answer = attempt(request, deadline);
        }
        return require(answer.get());
    }

    /** The answer; empty, after a pause, if it is worth another try. */
    private Optional<HttpResponse<byte[]>> attempt(HttpRequest request, long deadline) {
        long pause = 1;
        try {
            HttpResponse<byte[]> answer = http.send(request, BodyHandlers.ofByteArray());
            hasAnswered = true;
            if (!FOR_NOW.contains(answer.statusCode())) {
                return Optional.of(answer);
            }
            pause = retryAfter(answer);
            if (isTooLate(pause, deadline)) {
                throw busy(answer, pause);
            }
        } catch (IOException away) {
            if (!hasAnswered || isTooLate(pause, deadline)) {
                throw unreached(away);
            }
        } catch (InterruptedException leaving) {
            throw interrupted(leaving);
        }
        pause(pause);
        return Optional.empty();
    }

    private HttpResponse<byte[]> require(HttpResponse<byte[]> answer) {
        int status = answer.statusCode();
        if (status < 400) {
            return answer;
        }
        if (status == 401) {
            String found = server.key().isPresent() ? "a key that it does not know" : "no key";
            String expected = "a key in KINORA_API_KEY, or as api-key in the settings file";
            throw new UnreachedException(server, found, expected, null);
        }
        throw refusal(
                status,
                Json.object(answer.body())
                        .flatMap(body -> Json.as(body, Problem.class))
                        .filter(body -> body.detail() != null)
                        .orElseThrow(() ->
                                new UnreachedException(server, "HTTP " + status, "the answer of a Kinora", null)));
    }

    private FailureException refusal(int status, Problem problem) {
        if (REFUSALS.contains(status)) {
            return new FailureException(problem.failure(FailureKind.BAD_INPUT));
        }
        if (status == 403) {
            return new UnreachedException(server, "HTTP 403, " + problem.detail(), "to be let in", null);
        }
        String message = "server " + server + ": " + problem.detail();
        return new FailureException(new Failure(FailureKind.BUG, "server", "HTTP " + status, "", message));
    }

    private UnreachedException busy(HttpResponse<byte[]> answer, long seconds) {
        String detail = Json.object(answer.body())
                .map(body -> body.path("detail").asText())
                .orElse("");
        return new UnreachedException(
                server,
                "HTTP " + answer.statusCode() + (detail.isEmpty() ? "" : ", " + detail),
                "to be served; again in " + seconds + " s",
                null);
    }

    private UnreachedException unreached(IOException away) {
        if (away instanceof SSLException) {
            return new UnreachedException(server, away.getMessage(), "a certificate this Java trusts", away);
        }
        String found = away instanceof ConnectException ? "nobody listening" : away.toString();
        return new UnreachedException(server, found, "a Kinora that runs; deploy/kinora up starts one", away);
    }

    private static boolean isTooLate(long pauseSeconds, long deadline) {
        return System.nanoTime() + TimeUnit.SECONDS.toNanos(pauseSeconds) > deadline;
    }

    private static long retryAfter(HttpResponse<?> answer) {
        return answer.headers()
                .firstValue("Retry-After")
                .filter(seconds -> seconds.matches("\\d{1,6}"))
                .map(Long::parseLong)
                .orElse(1L);
    }

    private void pause(long seconds) {
        try {
            TimeUnit.SECONDS.sleep(seconds);
        } catch (InterruptedException leaving) {
            throw interrupted(leaving);
        }
    }

    private UnreachedException interrupted(InterruptedException leaving) {
        Thread.currentThread().interrupt();
        return new UnreachedException(server, "an interruption", "an answer", leaving);
    }
}
