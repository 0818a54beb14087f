package dev.kinora.work;

import dev.kinora.contract.Failure;
import java.util.StringJoiner;

/**
 * What went wrong: for people and programs, and for whoever has to repair it.
 *
 * @param failure in the contract's words
 * @param cause class and message of everything thrown, the innermost last, on one line; empty if nothing was
 */
record Problem(Failure failure, String cause) {
    /** Deeper ones are rarely any use, and two may cause each other. */
    private static final int MOST_CAUSES = 8;

    static Problem of(Throwable thrown) {
        StringJoiner causes = new StringJoiner("; caused by ");
        Throwable each = thrown;
        for (int depth = 0; each != null && depth < MOST_CAUSES; depth++) {
            causes.add(each.toString().replaceAll("\\s+", " "));
            each = each.getCause();
        }
        return new Problem(Failures.of(thrown), causes.toString());
    }
}
