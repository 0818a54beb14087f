package dev.kinora.work;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/** The lease of one record: the loop's thread extends and ends it, the handler's asks. */
final class RecordLease implements Lease {
    private static final Logger LOG = Logger.getLogger(RecordLease.class);

    private final List<Runnable> callbacks = new ArrayList<>();
    private boolean ended;
    private long lastNanos;
    private Duration length;

    RecordLease(Duration length) {
        extend(length);
    }

    /** Held for that long from now on. */
    synchronized void extend(Duration newLength) {
        lastNanos = System.nanoTime();
        length = newLength;
    }

    /** Also false once the lock's time is over and nobody has renewed it, as after a long freeze of this process. */
    @Override
    public synchronized boolean isHeld() {
        return !ended && System.nanoTime() - lastNanos < length.toNanos();
    }

    @Override
    public void onLost(Runnable callback) {
        synchronized (this) {
            if (!ended) {
                callbacks.add(callback);
                return;
            }
        }
        callback.run();
    }

    /** Takes the right away and tells everyone who asked to be told. */
    void end() {
        List<Runnable> told;
        synchronized (this) {
            ended = true;
            notifyAll();
            told = List.copyOf(callbacks);
            callbacks.clear();
        }
        told.forEach(RecordLease::run);
    }

    /** Waits; returns early, and true, if the lease ends meanwhile. */
    synchronized boolean endsWithin(Duration wait) throws InterruptedException {
        long begin = System.nanoTime();
        for (long left = wait.toMillis(); left > 0 && !ended; ) {
            wait(left);
            left = wait.toMillis() - (System.nanoTime() - begin) / 1_000_000;
        }
        return ended;
    }

    private static void run(Runnable callback) {
        try {
            callback.run();
        } catch (RuntimeException e) {
            LOG.error("a callback on a lost lease failed", e);
        }
    }
}
