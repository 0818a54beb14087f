package dev.kinora.contract;

/** Carries a {@link Failure} up to the stage, which obeys its kind. */
public class FailureException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Failure failure;

    public FailureException(Failure failure) {
        this(failure, null);
    }

    public FailureException(Failure failure, Throwable cause) {
        super(failure.message(), cause);
        this.failure = failure;
    }

    /** A {@link FailureKind#BAD_INPUT} naming the field, what came and what was expected. */
    public static FailureException badInput(String field, Object found, String expected) {
        return new FailureException(Failure.badInput(field, found, expected));
    }

    /** What failed. */
    public final Failure failure() {
        return failure;
    }
}
