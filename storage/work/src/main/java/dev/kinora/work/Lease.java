package dev.kinora.work;

/** A worker's right to an item: renewed while it works, lost when another worker may have the item. Thread-safe. */
public interface Lease {

    /** Whether the item is still this worker's alone, as far as this side can know. */
    boolean isHeld();

    /**
     * Runs the callback once when the lease is lost or the loop closes; at once if that has happened. It runs on the loop's
     * thread and must be quick, e.g. set a flag or cancel a running session.
     */
    void onLost(Runnable callback);
}
