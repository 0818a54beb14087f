package dev.kinora.ingest.model;

import dev.kinora.contract.FailureException;
import dev.kinora.contract.Interpolation;
import dev.kinora.contract.ModelAnnouncement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The models that workers have announced. Thread-safe.
 *
 * <p>A stage that has just started knows no model yet, and neither may its workers have said anything: so a request waits
 * until all announcements are read, and then, within a grace period from the start on, for its model to appear.
 */
public final class AnnouncedModels {
    /** A worker announces its models one after the other; this long after the last one there are no more. */
    private static final long QUIET_NANOS = Duration.ofSeconds(1).toNanos();

    private final TreeMap<String, ModelAnnouncement> models = new TreeMap<>();
    private final String preferred;
    private final long graceEnds;
    private long lastHeard;
    private boolean complete;

    /**
     * Knows no model yet.
     *
     * @param preferred model of a request that names none, where there are several
     * @param grace how long from now on a request waits for its model to be announced
     */
    public AnnouncedModels(String preferred, Duration grace) {
        this.preferred = preferred;
        this.graceEnds = System.nanoTime() + grace.toNanos();
        this.lastHeard = System.nanoTime();
    }

    /** Hears of a model. */
    public synchronized void announced(ModelAnnouncement model) {
        models.put(model.name(), model);
        lastHeard = System.nanoTime();
        notifyAll();
    }

    /** Hears that a model is gone. */
    public synchronized void withdrawn(String name) {
        models.remove(name);
    }

    /** All announcements so far have been heard. */
    public synchronized void completed() {
        complete = true;
        notifyAll();
    }

    /** Every model that is announced now, by name. */
    public synchronized List<ModelAnnouncement> all() {
        return List.copyOf(models.values());
    }

    /**
     * The model that is asked for: by its name, or else the preferred one, or else the only one.
     *
     * @throws FailureException on field {@code model}, listing the models; the model's own problem if it has one
     * @throws InterruptedException if the stage ends while this waits
     */
    public synchronized ModelAnnouncement require(Optional<String> name) throws InterruptedException {
        Optional<ModelAnnouncement> found = find(name);
        for (long nanos = waitNanos(); found.isEmpty() && nanos > 0; nanos = waitNanos()) {
            wait(1 + nanos / 1_000_000);
            found = find(name);
        }
        ModelAnnouncement model = found.orElseThrow(() -> unknown(name));
        if (model.problem() != null) {
            throw new FailureException(model.problem());
        }
        return model;
    }

    /**
     * Refuses frames in between of a model that has no network for them.
     *
     * @throws FailureException BAD_INPUT on {@code interpolation}, naming the models that have one
     */
    public synchronized void requireInterpolation(ModelAnnouncement model, Interpolation wanted) {
        if (wanted.needsNetwork() && !model.interpolation()) {
            List<String> able = models.values().stream()
                    .filter(ModelAnnouncement::interpolation)
                    .map(ModelAnnouncement::name)
                    .toList();
            throw FailureException.badInput(
                    "interpolation",
                    wanted.factor() + " with model " + model.name() + ", which has no interpolation network",
                    (able.isEmpty() ? "" : "model " + String.join(" or ", able) + ", or ")
                            + "interpolationMethod cross-fade");
        }
    }

    private Optional<ModelAnnouncement> find(Optional<String> name) {
        String wanted = name.orElse(models.size() == 1 ? models.firstKey() : preferred);
        return complete ? Optional.ofNullable(models.get(wanted)) : Optional.empty();
    }

    /** How much longer a model may still appear. */
    private long waitNanos() {
        long now = System.nanoTime();
        if (!complete) {
            return Duration.ofSeconds(1).toNanos();
        }
        return models.isEmpty() ? graceEnds - now : Math.min(graceEnds, lastHeard + QUIET_NANOS) - now;
    }

    private FailureException unknown(Optional<String> name) {
        String expected = models.isEmpty()
                ? "a running i2v worker: none has announced a model"
                : "one of " + String.join(", ", models.keySet());
        return FailureException.badInput("model", name.orElse("nothing"), expected);
    }
}
