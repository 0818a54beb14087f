package dev.kinora.ingest.http;

import dev.kinora.contract.FailureKind;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status.Family;

/** Codes that JAX-RS has no name for. */
enum HttpStatus implements Response.StatusType {
    UNPROCESSABLE(422, "Unprocessable Content"),
    INSUFFICIENT_STORAGE(507, "Insufficient Storage");

    private final int code;
    private final String reason;

    HttpStatus(int code, String reason) {
        this.code = code;
        this.reason = reason;
    }

    /** What a kind of failure is in HTTP. */
    static Response.StatusType of(FailureKind kind) {
        return switch (kind) {
            case BAD_INPUT -> UNPROCESSABLE;
            case OUT_OF_RESOURCES -> INSUFFICIENT_STORAGE;
            case DEPENDENCY_DOWN -> Response.Status.SERVICE_UNAVAILABLE;
            case BUG -> Response.Status.INTERNAL_SERVER_ERROR;
        };
    }

    @Override
    public int getStatusCode() {
        return code;
    }

    @Override
    public Family getFamily() {
        return Family.familyOf(code);
    }

    @Override
    public String getReasonPhrase() {
        return reason;
    }
}
