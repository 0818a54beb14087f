package dev.kinora.outcomes;

import dev.kinora.contract.ObjectKeys;
import dev.kinora.contract.StageAttempt;
import dev.kinora.objects.ObjectMissingException;
import dev.kinora.objects.ObjectStore;
import dev.kinora.work.Announcer;
import dev.kinora.work.MessageCodec;
import dev.kinora.work.WorkItem;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Who tried what of a job, when and on what: an object for each attempt, beside the job's others and gone with them. They reach
 * the user in {@code clips/{id}.json}. Thread-safe.
 */
public final class AttemptLog {
    private final ObjectStore store;
    private final Announcer announcer;
    private final String stage;
    private final MessageCodec codec = new MessageCodec();

    /** @param stage whose attempts are begun here */
    public AttemptLog(ObjectStore store, Announcer announcer, String stage) {
        this.store = store;
        this.announcer = announcer;
        this.stage = stage;
    }

    /** This worker begins with the item now; nothing is written yet. */
    public Attempt begin(WorkItem item) {
        return new Attempt(item, stage, announcer.worker(), this::write);
    }

    private void write(String id, StageAttempt attempt) {
        String key = "%s%s-%d-%s.json"
                .formatted(
                        ObjectKeys.attempts(id),
                        attempt.stage(),
                        attempt.started().toEpochMilli(),
                        attempt.worker());
        store.put(key, codec.write(attempt), "application/json");
    }

    /**
     * All attempts at a job that were written, at all stages, the first to begin first.
     *
     * @throws dev.kinora.contract.FailureException DEPENDENCY_DOWN if the store is away
     */
    public List<StageAttempt> of(String id) {
        try (Stream<String> keys = store.list(ObjectKeys.attempts(id)).map(object -> object.key())) {
            return keys.toList().stream()
                    .map(this::read)
                    .flatMap(Optional::stream)
                    .sorted(Comparator.comparing(StageAttempt::started))
                    .toList();
        }
    }

    /** Somebody who published or cancelled the job meanwhile may have removed it. */
    private Optional<StageAttempt> read(String key) {
        try {
            return Optional.of(codec.read(store.get(key), StageAttempt.class));
        } catch (ObjectMissingException removed) {
            return Optional.empty();
        }
    }
}
