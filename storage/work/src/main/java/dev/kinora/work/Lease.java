package dev.kinora.work;

/**
 * A worker's right to an item: renewed while it works; ended when another worker may have the item, when the loop closes and
 * when the job is cancelled or past its deadline. Thread-safe.
 */
public interface Lease {

    /** Whether the item is still this worker's alone, as far as this side can know. */
    boolean isHeld();

    /**
     * Makes sure that the item is this worker's at this moment: asks the broker for a renewal and waits for it, unless the
     * last one is not a second old. To be called, by another thread than the loop's, before saying anything that others act
     * on.
     *
     * @throws LeaseEndedException if it is not
     */
    void confirm();

    /**
     * Runs the callback once when the lease ends; at once if that has happened. It runs on the loop's thread and must be
     * quick, e.g. set a flag or cancel a running session.
     */
    void onLost(Runnable callback);
}
