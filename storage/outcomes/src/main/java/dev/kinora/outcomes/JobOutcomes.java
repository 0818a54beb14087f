package dev.kinora.outcomes;

import dev.kinora.contract.FailureException;
import dev.kinora.contract.JobOutcome;
import dev.kinora.contract.ObjectKeys;
import dev.kinora.objects.ObjectMissingException;
import dev.kinora.objects.ObjectStore;
import dev.kinora.objects.Written;
import dev.kinora.work.MessageCodec;
import java.util.Optional;

/**
 * How jobs ended, as the store knows it: one object each, written under the condition that there is none. The store so
 * decides between a clip being published and a cancel that come at the same time.
 */
public final class JobOutcomes {
    private final ObjectStore store;
    private final MessageCodec codec = new MessageCodec();

    public JobOutcomes(ObjectStore store) {
        this.store = store;
    }

    /**
     * The outcome that counts, and whether it is the one just proposed, for the first time.
     *
     * @param outcome of the job
     * @param isNew false if it was there before, whoever proposed it
     */
    public record Decided(JobOutcome outcome, boolean isNew) {}

    /**
     * How the job ended, if it has.
     *
     * @throws FailureException DEPENDENCY_DOWN if the store is away
     */
    public Optional<JobOutcome> of(String id) {
        try {
            return Optional.of(read(id));
        } catch (ObjectMissingException open) {
            return Optional.empty();
        }
    }

    /**
     * Ends the job that way unless it has ended already.
     *
     * @throws FailureException DEPENDENCY_DOWN if the store is away
     */
    public Decided decide(JobOutcome proposed) {
        String id = proposed.id();
        Written written = store.putIfAbsent(ObjectKeys.outcome(id), codec.write(proposed), "application/json");
        return new Decided(written.created() ? proposed : read(id), written.created());
    }

    /** Makes a job that failed an open one again, so that it can be tried once more. */
    public void forget(String id) {
        store.remove(ObjectKeys.outcome(id));
    }

    private JobOutcome read(String id) {
        return codec.read(store.get(ObjectKeys.outcome(id)), JobOutcome.class);
    }
}
