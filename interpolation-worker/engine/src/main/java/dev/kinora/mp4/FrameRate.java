package dev.kinora.mp4;

import dev.kinora.contract.FailureException;

/**
 * Pictures per second as an exact fraction in lowest terms, so that a clip's times do not drift.
 *
 * @param numerator pictures, 1 to 16 777 215; the clip's time scale
 * @param denominator seconds, 1 to 1001
 */
public record FrameRate(int numerator, int denominator) {
    private static final int GREATEST_DENOMINATOR = 1001;

    public FrameRate {
        if (numerator < 1 || numerator > 0xffffff || denominator < 1 || denominator > GREATEST_DENOMINATOR) {
            throw FailureException.badInput(
                    "playbackFps", numerator + "/" + denominator, "a fraction of at most 16777215 over 1 to 1001");
        }
    }

    /**
     * The fraction meant by a decimal number: whole rates stay whole, 23.976, 29.97, 59.94 and their kin become
     * thousands over 1001 as broadcast defines them, others the smallest fraction within a millionth.
     *
     * @param framesPerSecond above 0
     */
    public static FrameRate of(double framesPerSecond) {
        int whole = (int) Math.rint(framesPerSecond * 1.001);
        boolean broadcast = framesPerSecond != Math.rint(framesPerSecond)
                && Math.abs(whole / 1.001 - framesPerSecond) < 2e-4 * framesPerSecond;
        return broadcast ? new FrameRate(whole * 1000, 1001) : smallestFraction(framesPerSecond);
    }

    private static FrameRate smallestFraction(double framesPerSecond) {
        int denominator = 1;
        while (denominator < GREATEST_DENOMINATOR && !isWhole(framesPerSecond, denominator)) {
            denominator++;
        }
        return new FrameRate((int) Math.rint(framesPerSecond * denominator), denominator);
    }

    private static boolean isWhole(double framesPerSecond, int denominator) {
        double numerator = framesPerSecond * denominator;
        return Math.abs(numerator - Math.rint(numerator)) < 1e-6 * numerator;
    }

    /** Frames per second as a decimal number. */
    public double framesPerSecond() {
        return (double) numerator / denominator;
    }

    /** How long so many frames last. */
    public double seconds(int frames) {
        return (double) frames * denominator / numerator;
    }
}
