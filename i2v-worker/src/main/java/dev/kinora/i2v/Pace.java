package dev.kinora.i2v;

/**
 * How long this machine takes for a model, learnt from the jobs so far. Seconds are counted per pixel of every frame, so
 * that one job's measure serves jobs of other sizes. Thread-safe.
 */
final class Pace {
    /**
     * A frame's decoding in steps of its denoising, assumed until one was measured. So it is with the bundled model on two
     * cores; larger models spend more on their steps, and their first estimate is too long.
     */
    private static final double ASSUMED_STEPS_PER_DECODE = 16;

    private double stepSeconds = Double.NaN;
    private double decodeSeconds = Double.NaN;

    /**
     * Steps were done.
     *
     * @param seconds they took
     * @param pixelSteps pixels of all frames (twice with guidance), times steps
     */
    synchronized void denoised(double seconds, double pixelSteps) {
        stepSeconds = seconds / pixelSteps;
    }

    /**
     * Frames were decoded.
     *
     * @param seconds they took
     * @param pixels of these frames
     */
    synchronized void decoded(double seconds, double pixels) {
        decodeSeconds = seconds / pixels;
    }

    /** Seconds for so many steps and decoded frames; negative before the first step was ever measured. */
    synchronized double seconds(double pixelSteps, double pixels) {
        if (Double.isNaN(stepSeconds)) {
            return -1;
        }
        double decode = Double.isNaN(decodeSeconds) ? ASSUMED_STEPS_PER_DECODE * stepSeconds : decodeSeconds;
        return pixelSteps * stepSeconds + pixels * decode;
    }
}
