package dev.kinora.work;

import dev.kinora.contract.Failure;

/** How a stage tells the world that an item is given up. */
@FunctionalInterface
public interface WorkOutcome {

    /**
     * Announces the end of the job and returns only once that is safe with the broker; the record is accepted afterwards.
     * If it throws, the item is delivered again, so announcing twice must do no harm.
     */
    void failed(WorkItem item, Failure failure);
}
