package dev.kinora.work;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/** The end of a right: comes once, and whoever asked is told. Thread-safe. */
final class Ending {
    private static final Logger LOG = Logger.getLogger(Ending.class);

    private final List<Runnable> callbacks = new ArrayList<>();
    private boolean over;

    synchronized boolean isOver() {
        return over;
    }

    /** Runs the callback when the end comes; at once if it has come. */
    void tell(Runnable callback) {
        synchronized (this) {
            if (!over) {
                callbacks.add(callback);
                return;
            }
        }
        callback.run();
    }

    void come() {
        List<Runnable> told;
        synchronized (this) {
            over = true;
            notifyAll();
            told = List.copyOf(callbacks);
            callbacks.clear();
        }
        told.forEach(Ending::run);
    }

    /** Waits; returns early, and true, if the end comes meanwhile. */
    synchronized boolean comesWithin(Duration wait) throws InterruptedException {
        long begin = System.nanoTime();
        for (long left = wait.toMillis(); left > 0 && !over; ) {
            wait(left);
            left = wait.toMillis() - (System.nanoTime() - begin) / 1_000_000;
        }
        return over;
    }

    private static void run(Runnable callback) {
        try {
            callback.run();
        } catch (RuntimeException e) {
            LOG.error("a callback on the end of a lease failed", e);
        }
    }
}
