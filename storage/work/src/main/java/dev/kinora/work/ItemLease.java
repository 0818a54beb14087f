package dev.kinora.work;

import java.time.Duration;
import java.util.Optional;

/**
 * The handler's right to an item: ends with the lease of its record, or before that, once nobody wants the job any more. The
 * record is still held then, until everybody is told.
 */
final class ItemLease implements Lease {
    private final RecordLease record;
    private final Ending ending = new Ending();
    private volatile String reason;

    ItemLease(RecordLease record) {
        this.record = record;
        record.onLost(ending::come);
    }

    /** Ends it for that reason. */
    void cancel(String why) {
        reason = why;
        ending.come();
    }

    /** Why the job is to end, if it was cancelled. */
    Optional<String> reason() {
        return Optional.ofNullable(reason);
    }

    @Override
    public boolean isHeld() {
        return !ending.isOver() && record.isHeld();
    }

    @Override
    public void confirm() {
        requireWanted();
        record.confirm();
        requireWanted(); // it may have been cancelled while the broker was asked
    }

    @Override
    public void onLost(Runnable callback) {
        ending.tell(callback);
    }

    /** Waits; returns early, and true, if the lease ends meanwhile. */
    boolean endsWithin(Duration wait) throws InterruptedException {
        return ending.comesWithin(wait);
    }

    private void requireWanted() {
        String why = reason;
        if (why != null) {
            throw new LeaseEndedException("the job is " + why);
        }
    }
}
