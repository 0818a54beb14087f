package dev.kinora.ingest.http;

import dev.kinora.contract.Topics;
import dev.kinora.ingest.http.HttpAccess.Credentials;
import jakarta.inject.Singleton;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Looks at each request before its body is read, and gives each answer the headers that keep browsers from guessing. */
@Singleton
public class Doorkeeper {
    private volatile HttpAccess access;

    /** Lets in who may come; until then nobody. */
    public void admit(HttpAccess admitted) {
        access = admitted;
    }

    @ServerRequestFilter(preMatching = true)
    Response look(ContainerRequestContext request) {
        HttpAccess rule = access;
        if (rule == null) {
            return Problem.of(Status.SERVICE_UNAVAILABLE, "ingest does not run in this process")
                    .response();
        }
        if (request.getMethod().equals(HttpMethod.OPTIONS)) {
            // Pages of other sites are not served, and the framework names methods of other paths.
            return Response.noContent().build();
        }
        Credentials credentials = new Credentials(
                // HTTP/2 has no header Host.
                request.getUriInfo().getRequestUri().getAuthority(),
                request.getHeaderString("Origin"),
                request.getHeaderString(HttpHeaders.AUTHORIZATION));
        return rule.refusal(credentials).map(Doorkeeper::answer).orElseGet(() -> size(request));
    }

    @ServerResponseFilter
    void harden(ContainerResponseContext answer) {
        MultivaluedMap<String, Object> headers = answer.getHeaders();
        headers.putSingle("X-Content-Type-Options", "nosniff");
        headers.putSingle("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
        headers.putSingle("Referrer-Policy", "no-referrer");
        headers.putSingle(HttpHeaders.CACHE_CONTROL, "no-store");
    }

    private static Response answer(HttpAccess.Refusal refusal) {
        return switch (refusal) {
            case FORBIDDEN ->
                Problem.of(Status.FORBIDDEN, "requests of other sites' pages, or to other names, are not taken")
                        .response();
            case UNAUTHORIZED ->
                Response.fromResponse(Problem.of(Status.UNAUTHORIZED, "expected the header Authorization: Bearer KEY")
                                .response())
                        .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
                        .build();
        };
    }

    private static Response size(ContainerRequestContext request) {
        return request.getLength() > Topics.LARGEST_REQUEST_BYTES ? tooLarge().response() : null;
    }

    static Problem tooLarge() {
        return Problem.of(
                Status.REQUEST_ENTITY_TOO_LARGE,
                "expected at most " + Topics.LARGEST_REQUEST_BYTES + " bytes (24 MiB)");
    }
}
