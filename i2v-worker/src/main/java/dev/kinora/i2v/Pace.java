package dev.kinora.i2v;

/**
 * How long this machine takes for a model, learnt from the jobs so far. Seconds are counted per pixel of every frame, so
 * that one job's measure serves jobs of other sizes. Thread-safe.
 */
final class Pace {
    /**
     * A frame's decoding in passes of its denoising, assumed until one was measured. So it is with the bundled model on two
     * cores; larger models spend more on their passes, and their first estimate is too long.
     */
    private static final double ASSUMED_PASSES_PER_DECODE = 16;

    private double passSeconds = Double.NaN;
    private double decodeSeconds = Double.NaN;

    /**
     * Latents went through the network.
     *
     * @param seconds it took
     * @param passPixels pixels of all frames, as often as they went through: twice an evaluation with guidance
     */
    synchronized void denoised(double seconds, double passPixels) {
        passSeconds = seconds / passPixels;
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

    /** Seconds for so much of the network and so many decoded pixels; negative before what they rest on was measured. */
    synchronized double seconds(double passPixels, double pixels) {
        double decode = Double.isNaN(decodeSeconds) ? ASSUMED_PASSES_PER_DECODE * passSeconds : decodeSeconds;
        double seconds = (passPixels == 0 ? 0 : passPixels * passSeconds) + pixels * decode;
        return Double.isNaN(seconds) ? -1 : seconds;
    }
}
