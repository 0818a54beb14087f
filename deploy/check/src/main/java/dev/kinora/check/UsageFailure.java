package dev.kinora.check;

/** The clip cannot be looked at: a file, an option or a program is not there or not right. */
final class UsageFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UsageFailure(String message) {
        super(message);
    }
}
