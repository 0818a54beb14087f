package dev.kinora.outcomes;

import dev.kinora.contract.FailureException;
import dev.kinora.contract.JobOutcome;
import dev.kinora.contract.JobOutcome.End;
import dev.kinora.objects.ObjectStore;
import dev.kinora.work.Announcer;
import dev.kinora.work.WorkItem;

/** Says of a job that came to nothing how it ended, and leaves no objects of one that was cancelled. */
public final class EndAnnouncement {
    private final Announcer announcer;
    private final JobObjects objects;

    public EndAnnouncement(ObjectStore store, Announcer announcer) {
        this.announcer = announcer;
        this.objects = new JobObjects(store);
    }

    /**
     * Tells the outcome's event; nothing if the job is published. May be done again.
     *
     * @throws FailureException DEPENDENCY_DOWN if broker or store are away
     */
    public void tell(WorkItem item, JobOutcome outcome) {
        outcome.event().ifPresent(event -> announcer.event(item, event));
        clear(outcome);
    }

    /** Removes what a worker may have written since the job was cancelled. */
    void clear(JobOutcome outcome) {
        if (outcome.end() == End.CANCELLED) {
            objects.removeCancelled(outcome.id());
        }
    }
}
