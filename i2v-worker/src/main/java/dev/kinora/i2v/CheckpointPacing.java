package dev.kinora.i2v;

import dev.kinora.contract.FailureException;

/**
 * Decides when a checkpoint is worth its cost: as often as keeps writing them below a share of the time. The cost is the
 * processor time of the thread that writes beside the denoising, learnt from the last one, of whatever job. Thread-safe.
 */
final class CheckpointPacing {
    /** Assumed until one was measured: the first of a process also loads classes, and is no measure. */
    private static final double ASSUMED_NANOS = 2e6;

    private static final double ASSUMED_NANOS_PER_BYTE = 6;

    private final double share;
    private double nanos = Double.NaN;
    private long bytes;
    private boolean warm;

    /**
     * @param share of the time that may go into checkpoints, 0 for none to 1 for one after every step
     * @throws FailureException BAD_INPUT on {@code kinora.i2v.checkpoint-share} outside that range
     */
    CheckpointPacing(double share) {
        if (!(share >= 0 && share <= 1)) {
            throw FailureException.badInput("kinora.i2v.checkpoint-share", share, "0 to 1");
        }
        this.share = share;
    }

    /** A checkpoint of so many bytes took so much of a processor. */
    synchronized void wrote(long newBytes, long newNanos) {
        if (warm) {
            bytes = newBytes;
            nanos = newNanos;
        }
        warm = true;
    }

    /**
     * Whether to write one now.
     *
     * @param newBytes that it would have
     * @param nanosSinceLast since the last one was begun, or the work was
     */
    synchronized boolean isDue(long newBytes, long nanosSinceLast) {
        return share == 1 || cost(newBytes) <= share * nanosSinceLast;
    }

    /** Larger ones cost in proportion; smaller ones may not, as each has its round trips. */
    private double cost(long newBytes) {
        if (Double.isNaN(nanos)) {
            return ASSUMED_NANOS + ASSUMED_NANOS_PER_BYTE * newBytes;
        }
        return nanos * Math.max(1, (double) newBytes / bytes);
    }
}
