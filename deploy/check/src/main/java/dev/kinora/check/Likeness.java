package dev.kinora.check;

import dev.kinora.engine.image.RgbImage;

/** How like two pictures of one size are. */
final class Likeness {
    /** What is reported for equal pictures, whose ratio is infinite. */
    static final double EQUAL_DECIBEL = 99;

    private Likeness() {}

    /** Peak signal-to-noise ratio over red, green and blue, in dB, at most {@link #EQUAL_DECIBEL}. */
    static double decibel(RgbImage one, RgbImage other) {
        long squares = 0;
        for (int i = 0; i < one.rgb().length; i++) {
            int difference = (one.rgb()[i] & 255) - (other.rgb()[i] & 255);
            squares += (long) difference * difference;
        }
        double meanSquare = (double) squares / one.rgb().length;
        return Math.min(EQUAL_DECIBEL, 10 * Math.log10(255 * 255 / meanSquare));
    }
}
