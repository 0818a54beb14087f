package dev.kinora.work;

import dev.kinora.contract.Failure;

/** How a stage learns and tells that a job has ended. What it tells is told again if the item is delivered again. */
public interface WorkOutcome {

    /**
     * Whether the job has ended already, so that its record only has to be accepted; if so, tells everyone again how.
     * Asked before the handler gets the item.
     */
    boolean hasEnded(WorkItem item);

    /** As {@link #failed}, of a job that is cancelled or past its deadline. */
    void cancelled(WorkItem item, String reason);

    /**
     * Announces the end of the job and returns only once that is safe with the broker; the record is accepted afterwards.
     * If it throws, the item is delivered again, so announcing twice must do no harm.
     */
    void failed(WorkItem item, Failure failure);
}
