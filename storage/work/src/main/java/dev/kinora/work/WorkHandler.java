package dev.kinora.work;

/** What a stage does with a task. */
@FunctionalInterface
public interface WorkHandler {

    /**
     * Does the work and announces its result; returning accepts the record. Runs on the loop's worker thread, one item at a
     * time. When the lease is lost or the loop closes, the lease's callbacks run and this thread is interrupted: leave soon,
     * and whatever is thrown then is ignored.
     *
     * @throws Exception a {@link dev.kinora.contract.FailureException} whose kind decides the item's fate; anything else
     *     counts as a BUG
     */
    void handle(WorkItem item) throws Exception;
}
