package dev.kinora.ingest;

import dev.kinora.contract.FailureException;
import dev.kinora.contract.JobOutcome;
import dev.kinora.contract.JobOutcome.End;
import dev.kinora.contract.JobRetry;
import dev.kinora.contract.ObjectKeys;
import dev.kinora.objects.ObjectMissingException;
import dev.kinora.objects.ObjectStore;
import dev.kinora.outcomes.JobOutcomes;
import dev.kinora.work.MessageCodec;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Jobs that failed and are begun once more, under the same id and from the same {@code job.json}.
 *
 * <p>The command's place is written before the outcome goes, so that whoever gets the command again after a crash goes on, and
 * whoever gets another one finds the job open and does nothing.
 */
final class Retrials {
    private static final Logger LOG = Logger.getLogger(Retrials.class);

    private final ObjectStore store;
    private final JobFolder jobs;
    private final JobEnds ends;
    private final Intake intake;
    private final JobOutcomes outcomes;
    private final MessageCodec codec = new MessageCodec();

    Retrials(ObjectStore store, JobFolder jobs, JobEnds ends, Intake intake) {
        this.store = store;
        this.jobs = jobs;
        this.ends = ends;
        this.intake = intake;
        this.outcomes = new JobOutcomes(store);
    }

    /**
     * Begins the job once more, or tells again how it ended.
     *
     * @param command with its place
     * @throws FailureException DEPENDENCY_DOWN if broker or store are away
     */
    void retry(JobRetry command, Optional<String> traceparent) {
        Optional<StoredJob> stored = jobs.find(command.id());
        if (stored.isEmpty()) {
            LOG.infof("job %s cannot be begun once more: it has no job.json", command.id());
            return;
        }
        Optional<JobOutcome> end =
                ends.of(command.id(), stored.get().job().terms().deadline());
        if (end.isPresent() ? reopen(stored.get(), end.get(), command, traceparent) : isInHand(command)) {
            intake.announce(stored.get(), traceparent);
        }
    }

    /** Whether a command to cancel that lies there was given before the job was begun once more. */
    boolean isTakenBack(String id, int partition, long offset) {
        return last(id).filter(retry -> retry.isAfter(partition, offset)).isPresent();
    }

    private boolean reopen(StoredJob stored, JobOutcome end, JobRetry command, Optional<String> traceparent) {
        if (end.end() != End.FAILED || store.stat(stored.job().source().key()).isEmpty()) {
            LOG.infof(
                    "job %s is not begun once more: it is %s",
                    end.id(), end.end().word());
            ends.tell(end, traceparent);
            return false;
        }
        store.put(ObjectKeys.retry(command.id()), codec.write(command), "application/json");
        outcomes.forget(command.id());
        return true;
    }

    /** An open job: by this very command, which a crash kept from being obeyed to the end, or by another. */
    private boolean isInHand(JobRetry command) {
        return last(command.id()).filter(command::equals).isPresent();
    }

    private Optional<JobRetry> last(String id) {
        try {
            return Optional.of(codec.read(store.get(ObjectKeys.retry(id)), JobRetry.class));
        } catch (ObjectMissingException never) {
            return Optional.empty();
        }
    }
}
