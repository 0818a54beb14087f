package dev.kinora.ingest.http;

import dev.kinora.contract.Failure;
import dev.kinora.ingest.board.JobState;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Duration;

/**
 * Why a request was not done, as RFC 9457 has it, with members of our own.
 *
 * @param title of the HTTP status
 * @param status of HTTP
 * @param detail one line for a person
 * @param field the path of the field concerned; null if none
 * @param found what came; null if that says nothing
 * @param expected what would be accepted; null if nothing would
 * @param state of the job, if it is the reason
 */
record Problem(String title, int status, String detail, String field, String found, String expected, JobState state) {
    static final String MEDIA_TYPE = "application/problem+json";

    /** A status and a sentence. */
    static Problem of(Response.StatusType status, String detail) {
        return new Problem(status.getReasonPhrase(), status.getStatusCode(), detail, null, null, null, null);
    }

    /** A status and a failure in the contract's words. */
    static Problem of(Response.StatusType status, Failure failure) {
        return new Problem(
                status.getReasonPhrase(),
                status.getStatusCode(),
                failure.message(),
                nullIfEmpty(failure.field()),
                nullIfEmpty(failure.found()),
                nullIfEmpty(failure.expected()),
                null);
    }

    /** The state of a job forbids it. */
    static Problem of(JobState state, String detail) {
        Response.Status status = Response.Status.CONFLICT;
        return new Problem(status.getReasonPhrase(), status.getStatusCode(), detail, null, null, null, state);
    }

    Response response() {
        return builder().build();
    }

    /** To be tried again after a while. */
    Response retryAfter(long seconds) {
        return builder().header(HttpHeaders.RETRY_AFTER, seconds).build();
    }

    /** Whole seconds, rounded up, at least one: what {@code Retry-After} takes. */
    static long seconds(Duration pause) {
        return Math.max(1, pause.plusNanos(999_999_999).toSeconds());
    }

    private Response.ResponseBuilder builder() {
        return Response.status(status).type(MEDIA_TYPE).entity(this);
    }

    private static String nullIfEmpty(String text) {
        return text.isEmpty() ? null : text;
    }
}
