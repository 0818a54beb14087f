package dev.kinora.work;

/** What a stage does with a task. */
@FunctionalInterface
public interface WorkHandler {

    /**
     * Does the work and announces its result; returning accepts the record. Runs on a thread of its own, one item at a time.
     *
     * <p>When the lease is lost or the loop closes, the lease's callbacks run, and if that does not help for a while this
     * thread is interrupted. Leave soon then, in whatever way: the item is worked on again, here or elsewhere.
     *
     * @throws Exception a {@link dev.kinora.contract.FailureException} whose kind decides the item's fate; anything else
     *     counts as a BUG
     */
    void handle(WorkItem item) throws Exception;
}
