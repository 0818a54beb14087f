package dev.kinora.work;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Wakes the loop's thread before its time. Whoever waits looks for itself at what has happened. Thread-safe. */
final class Bell {
    private final Semaphore rung = new Semaphore(0);

    void ring() {
        rung.release();
    }

    /** Waits until it is rung, or was since the last time; that long at most. */
    void await(Duration time) throws InterruptedException {
        rung.tryAcquire(time.toMillis(), TimeUnit.MILLISECONDS);
        rung.drainPermits();
    }
}
