package dev.kinora.outcomes;

import dev.kinora.contract.NetworkUse;
import dev.kinora.contract.StageAttempt;
import dev.kinora.work.WorkItem;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** One worker's go at an item: how long it takes for what, and by which network. For the thread that works. */
public final class Attempt {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double MILLIS = 1e3;

    private final WorkItem item;
    private final String stage;
    private final String worker;
    private final BiConsumer<String, StageAttempt> writer;
    private final Instant started = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    private final long startNanos = System.nanoTime();
    private final Map<String, Double> seconds = new TreeMap<>();
    private long lastNanos = startNanos;
    private NetworkUse network;

    Attempt(WorkItem item, String stage, String worker, BiConsumer<String, StageAttempt> writer) {
        this.item = item;
        this.stage = stage;
        this.worker = worker;
        this.writer = writer;
    }

    /** The time since the last call, or since the beginning, went into this activity. */
    public void spent(String activity) {
        long now = System.nanoTime();
        seconds.merge(activity, (now - lastNanos) / NANOS_PER_SECOND, Double::sum);
        lastNanos = now;
    }

    /** A network is about to compute. Written at once: should this worker die, what it leaves is known to be of this network. */
    public void uses(NetworkUse use) {
        network = use;
        writer.accept(item.task().id(), record(null));
    }

    /**
     * Writes what was done. To be called before the object that lets the next stage begin: what comes later may find the job
     * published, and its objects removed. May be called again when more was done.
     */
    public void finish() {
        writer.accept(item.task().id(), done());
    }

    /** As it would be written now. */
    public StageAttempt done() {
        Duration taken = Duration.ofNanos(System.nanoTime() - startNanos);
        return record(started.plus(taken).truncatedTo(ChronoUnit.MILLIS));
    }

    private StageAttempt record(Instant finished) {
        Map<String, Double> rounded = new TreeMap<>(seconds);
        rounded.replaceAll((activity, exact) -> Math.round(exact * MILLIS) / MILLIS);
        return new StageAttempt(
                stage,
                worker,
                item.attempt(),
                KinoraVersion.TEXT,
                item.sent().orElse(null),
                started,
                finished,
                rounded,
                network);
    }
}
