package dev.kinora.ingest.outside;

/** The other side could not answer just now. Trying again later may help. */
public final class PassingFailureException extends Exception {
    private static final long serialVersionUID = 1L;

    PassingFailureException(String message) {
        super(message);
    }

    PassingFailureException(String message, Throwable cause) {
        super(message, cause);
    }
}
