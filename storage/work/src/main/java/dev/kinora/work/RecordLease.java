package dev.kinora.work;

import java.time.Duration;

/**
 * The lease of one record, as the broker grants it: the loop's thread extends and ends it, others ask. What the handler is
 * given is an {@link ItemLease}, which may end earlier.
 */
final class RecordLease implements Lease {
    /** A renewal younger than this needs no confirmation: no lock is that short. */
    private static final Duration FRESH = Duration.ofSeconds(1);

    private final Ending ending = new Ending();
    private final Bell bell;
    private long lastNanos;
    private Duration length;
    private boolean asked;

    /** @param bell of the loop's thread, rung where it should renew at once */
    RecordLease(Duration length, Bell bell) {
        this.bell = bell;
        extend(length);
        ending.tell(this::wake);
    }

    /** Held for that long from now on. */
    synchronized void extend(Duration newLength) {
        lastNanos = System.nanoTime();
        length = newLength;
        asked = false;
        notifyAll();
    }

    /** Also false once the lock's time is over and nobody has renewed it, as after a long freeze of this process. */
    @Override
    public synchronized boolean isHeld() {
        return !ending.isOver() && age() < length.toNanos();
    }

    /** Whether the lease is to be renewed now: it is that old, or somebody waits for it. */
    synchronized boolean isRenewalDue(Duration interval) {
        return asked || age() >= interval.toNanos();
    }

    @Override
    public synchronized void confirm() {
        if (isHeld() && age() >= FRESH.toNanos()) {
            asked = true;
            bell.ring();
            awaitRenewal();
        }
        if (!isHeld()) {
            throw new LeaseEndedException("another worker may have the item, or this one leaves");
        }
    }

    @Override
    public void onLost(Runnable callback) {
        ending.tell(callback);
    }

    /** Takes the right away and tells everyone who asked to be told. */
    void end() {
        ending.come();
    }

    /** Waits; returns early, and true, if the lease ends meanwhile. */
    boolean endsWithin(Duration wait) throws InterruptedException {
        return ending.comesWithin(wait);
    }

    /** The loop's thread either extends the lease or ends it; a broker that is away makes it do the latter. */
    private synchronized void awaitRenewal() {
        try {
            while (asked && !ending.isOver()) {
                wait();
            }
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
            throw new LeaseEndedException("told to leave while asking the broker");
        }
    }

    private long age() {
        return System.nanoTime() - lastNanos;
    }

    private synchronized void wake() {
        notifyAll();
    }
}
