package dev.kinora.ingest.http;

import jakarta.ws.rs.core.Response;

/** Ends the handling of a request with a problem. */
final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Response response;

    ProblemException(Problem problem) {
        super(problem.detail());
        this.response = problem.response();
    }

    /** One that may be over after a while. */
    ProblemException(Problem problem, int retryAfterSeconds) {
        super(problem.detail());
        this.response = problem.retryAfter(retryAfterSeconds);
    }

    Response response() {
        return response;
    }
}
