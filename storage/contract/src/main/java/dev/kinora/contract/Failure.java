package dev.kinora.contract;

import java.util.Objects;

/**
 * A failure as told to people and programs.
 *
 * @param kind what sort of failure, deciding the job's fate
 * @param field the parameter or file concerned, as a path such as {@code guidance.min}; empty if none
 * @param found what came; empty if that says nothing
 * @param expected what would have been accepted; empty if nothing would
 * @param message one line, a full sentence for a person, naming field, found and expected
 */
public record Failure(FailureKind kind, String field, String found, String expected, String message) {

    public Failure {
        Objects.requireNonNull(kind, "kind");
        field = Objects.requireNonNullElse(field, "");
        found = Objects.requireNonNullElse(found, "");
        expected = Objects.requireNonNullElse(expected, "");
        message = message == null || message.isBlank() ? sentence(field, found, expected) : message;
    }

    /** A refusal of one field: the message is made of the three parts. */
    public static Failure badInput(String field, Object found, String expected) {
        return new Failure(FailureKind.BAD_INPUT, field, String.valueOf(found), expected, "");
    }

    private static String sentence(String field, String found, String expected) {
        return field + ": found " + found + ", expected " + expected;
    }
}
