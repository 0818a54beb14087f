package dev.kinora.storage;

import dev.kinora.contract.FailureException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Sweeps the store from time to time, on a thread of its own. Any number of processes may do so. */
final class RetentionSweeper implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(RetentionSweeper.class);
    private static final Duration GOODBYE = Duration.ofSeconds(5);

    private final Retention retention;
    private final Duration interval;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "kinora-retention"));
    private boolean troubled;

    /** @param interval between the end of a sweep and the next; 0 for none at all */
    RetentionSweeper(Retention retention, Duration interval) {
        this.retention = retention;
        this.interval = interval;
    }

    /** The first sweep comes at any time within the interval, so that processes that start together do not sweep together. */
    void start() {
        if (!interval.isZero()) {
            long millis = Math.max(1, interval.toMillis());
            long first = ThreadLocalRandom.current().nextLong(millis);
            thread.scheduleWithFixedDelay(this::sweep, first, millis, TimeUnit.MILLISECONDS);
        }
    }

    /** Waits a while for a sweep that is on; one that is cut off is gone on with by the next. */
    @Override
    public void close() {
        thread.shutdownNow();
        try {
            thread.awaitTermination(GOODBYE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Nothing may escape: it would be the last sweep. */
    private void sweep() {
        try {
            int removed = retention.sweep();
            if (removed > 0 || troubled) {
                LOG.infof("removed %d objects from the store whose time was over", removed);
            }
            troubled = false;
        } catch (RuntimeException trouble) {
            if (!thread.isShutdown()) {
                tell(trouble);
            }
        }
    }

    private void tell(RuntimeException trouble) {
        boolean known = trouble instanceof FailureException;
        if (!troubled) {
            LOG.warnf(known ? null : trouble, "cannot sweep the store, trying again: %s", trouble.getMessage());
        }
        troubled = true;
    }
}
