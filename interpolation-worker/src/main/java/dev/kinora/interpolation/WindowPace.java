package dev.kinora.interpolation;

/** How long this machine takes for a window of a model, per pixel of a frame, learnt from the windows so far. */
final class WindowPace {
    private double secondsPerPixel = Double.NaN;

    /** Windows of so many pixels a frame took so long, all together. */
    void sampled(int windows, double framePixels, double seconds) {
        secondsPerPixel = seconds / windows / framePixels;
    }

    /** Seconds for so many windows; negative before the first was measured. */
    double seconds(int windows, double framePixels) {
        return Double.isNaN(secondsPerPixel) ? -1 : windows * framePixels * secondsPerPixel;
    }
}
