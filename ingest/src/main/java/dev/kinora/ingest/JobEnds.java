package dev.kinora.ingest;

import dev.kinora.contract.FailureException;
import dev.kinora.contract.JobCommand.Cancel;
import dev.kinora.contract.JobOutcome;
import dev.kinora.contract.JobOutcome.End;
import dev.kinora.contract.JobTerms;
import dev.kinora.contract.StageTask;
import dev.kinora.contract.Topics;
import dev.kinora.objects.ObjectStore;
import dev.kinora.outcomes.JobObjects;
import dev.kinora.outcomes.JobOutcomes;
import java.time.Instant;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Ends of jobs as ingest meets them: of one that is asked for again, of one that is cancelled, of one past its deadline. */
final class JobEnds {
    private static final Logger LOG = Logger.getLogger(JobEnds.class);

    private final JobOutcomes outcomes;
    private final JobObjects objects;
    private final IngestMessages messages;

    JobEnds(ObjectStore store, IngestMessages messages) {
        this.outcomes = new JobOutcomes(store);
        this.objects = new JobObjects(store);
        this.messages = messages;
    }

    /**
     * How the job ended, if it has. One whose deadline has come ends now.
     *
     * @param deadline of the job, or null
     */
    Optional<JobOutcome> of(String id, Instant deadline) {
        return outcomes.of(id).or(() -> JobTerms.overdue(deadline, Instant.now())
                .map(reason -> outcomes.decide(JobOutcome.cancelled(id, reason)).outcome()));
    }

    /**
     * Tells how a job ended, as often as somebody asks; of a published one storage does, with a fresh URL.
     *
     * @throws FailureException BAD_INPUT on {@code id} if the job's clip has expired
     */
    void tell(JobOutcome outcome, Optional<String> traceparent) {
        String id = outcome.id();
        if (outcome.end() == End.PUBLISHED) {
            messages.send(Topics.CLIPS, id, clipTask(id), traceparent);
        }
        outcome.event().ifPresent(event -> messages.send(Topics.EVENTS, id, event, traceparent));
        if (outcome.end() == End.CANCELLED) {
            objects.removeCancelled(id);
        }
    }

    /**
     * Ends the job wherever it is, be it queued, running or not yet asked for. How it ended is told in any case: whoever comes
     * too late wants to know, and what a worker has decided already may be what this process decided and did not tell when it
     * died.
     *
     * @throws FailureException BAD_INPUT on {@code id} if the job's clip has expired
     */
    void cancel(Cancel command, Optional<String> traceparent) {
        JobOutcome counts = outcomes.decide(JobOutcome.cancelled(command.id(), command.reason()))
                .outcome();
        if (counts.end() != End.CANCELLED) {
            LOG.infof(
                    "job %s is not cancelled: it is %s",
                    command.id(), counts.end().word());
        }
        tell(counts, traceparent);
    }

    private StageTask clipTask(String id) {
        return objects.clipTask(id)
                .orElseThrow(() -> FailureException.badInput(
                        "id", id + ", a job whose clip has expired", "an id that was not used before"));
    }
}
