package dev.kinora.outcomes;

import dev.kinora.contract.Failure;
import dev.kinora.contract.FailureException;
import dev.kinora.contract.FailureKind.Fate;
import dev.kinora.contract.JobOutcome;
import dev.kinora.contract.JobOutcome.End;
import dev.kinora.objects.ObjectStore;
import dev.kinora.outcomes.JobOutcomes.Decided;
import dev.kinora.work.Announcer;
import dev.kinora.work.WorkItem;
import dev.kinora.work.WorkOutcome;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Ends jobs: what a stage proposes is decided first and told afterwards, so that of a clip, a failure and a cancel that come
 * together everybody hears of one. A worker that dies between the two leaves its record to another, which finds the outcome
 * and tells it.
 */
public final class JobEnding implements WorkOutcome {
    private final String stage;
    private final JobOutcomes outcomes;
    private final EndAnnouncement announcement;
    private final Published published;
    /** Jobs that were cancelled here but of which nobody knows yet, should telling have to wait for broker or store. */
    private final Set<String> untold = ConcurrentHashMap.newKeySet();

    /** What this stage does with an item whose job may be published, or is: sees to it that the clip is announced. */
    @FunctionalInterface
    public interface Published {
        void announce(WorkItem item);
    }

    /**
     * @param stage that gives jobs up here
     * @param published what to do with an item of a job that is published
     */
    public JobEnding(String stage, ObjectStore store, Announcer announcer, Published published) {
        this.stage = stage;
        this.outcomes = new JobOutcomes(store);
        this.announcement = new EndAnnouncement(store, announcer);
        this.published = published;
    }

    /** Of a stage before the last, where a published job is none of its business any more: storage announces it again. */
    public static JobEnding beforeStorage(String stage, ObjectStore store, Announcer announcer) {
        return new JobEnding(stage, store, announcer, new ClipReminder(store, announcer));
    }

    @Override
    public boolean hasEnded(WorkItem item) {
        Optional<JobOutcome> outcome = outcomes.of(item.task().id());
        outcome.ifPresent(end -> tell(item, end));
        return outcome.isPresent();
    }

    /** A job that was cancelled meanwhile has not failed, and a published one neither. */
    @Override
    public void failed(WorkItem item, Failure failure) {
        JobOutcome proposed = JobOutcome.failed(item.task().id(), stage, failure);
        JobOutcome counts = outcomes.decide(proposed).outcome();
        if (counts.end() == End.PUBLISHED) {
            publishOrFail(item, proposed);
        } else if (counts.equals(proposed)) {
            tell(item, counts);
        } else {
            announcement.clear(counts); // whoever decided otherwise tells of it
        }
    }

    /** A clip that was decided on, but can no longer be published: its sender is told, rather than left to wait for ever. */
    private void publishOrFail(WorkItem item, JobOutcome failed) {
        try {
            published.announce(item);
        } catch (FailureException hopeless) {
            if (hopeless.failure().kind().fate() == Fate.WAIT) {
                throw hopeless;
            }
            announcement.tell(item, failed);
        }
    }

    /** Only whoever decides it tells of it: mostly that is ingest, which has the command as well. */
    @Override
    public void cancelled(WorkItem item, String reason) {
        String id = item.task().id();
        Decided decided = outcomes.decide(JobOutcome.cancelled(id, reason));
        if (decided.isNew()) {
            untold.add(id);
        }
        if (untold.contains(id) || decided.outcome().end() == End.PUBLISHED) {
            tell(item, decided.outcome());
            untold.remove(id);
        } else {
            announcement.clear(decided.outcome());
        }
    }

    private void tell(WorkItem item, JobOutcome outcome) {
        if (outcome.end() == End.PUBLISHED) {
            published.announce(item);
        } else {
            announcement.tell(item, outcome);
        }
    }
}
