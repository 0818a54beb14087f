package dev.kinora.work;

/**
 * The item is not this worker's any more: another may have it, the loop closes, or nobody wants the job. Nothing may be said
 * of it from here; what becomes of it does not depend on this exception.
 */
public final class LeaseEndedException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    LeaseEndedException(String what) {
        super("the lease has ended: " + what);
    }
}
