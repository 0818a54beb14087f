package dev.kinora.work;

import dev.kinora.contract.Failure;

/** A stage whose jobs never end elsewhere, and that tells of its failures by one call. */
@FunctionalInterface
interface ToldOutcome extends WorkOutcome {
    @Override
    default boolean hasEnded(WorkItem item) {
        return false;
    }

    @Override
    default void cancelled(WorkItem item, String reason) {
        failed(item, Failure.badInput("cancelled", reason, ""));
    }
}
