package dev.kinora.work;

import dev.kinora.contract.Failure;
import dev.kinora.contract.FailureException;
import dev.kinora.contract.FailureKind;

/** What a thrown object says in the contract's words. */
final class Failures {
    private Failures() {}

    static Failure of(Throwable problem) {
        if (problem instanceof FailureException known) {
            return known.failure();
        }
        String found = problem.getClass().getSimpleName() + ": " + problem.getMessage();
        if (problem instanceof OutOfMemoryError) {
            return new Failure(FailureKind.OUT_OF_RESOURCES, "memory", found, "enough of it", "");
        }
        return new Failure(FailureKind.BUG, "", found, "", "unexpected " + found);
    }

    static Failure deliveredTooOften(int deliveries) {
        String message = "given up at delivery " + deliveries + ": every worker before died, lost it or gave it back";
        return new Failure(FailureKind.BUG, "", deliveries + " deliveries", "an end before that", message);
    }
}
