package dev.kinora.mp4;

import dev.kinora.engine.image.RgbImage;

/** Luma after BT.709, computed apart from the code under test. */
final class Luma {
    private Luma() {}

    /** PSNR of a decoded frame's luma plane against the original, over what a player shows. */
    static double decibel(RgbImage original, byte[] decoded, ClipFormat format) {
        double squares = 0;
        for (int y = 0; y < format.shownHeight(); y++) {
            for (int x = 0; x < format.shownWidth(); x++) {
                double error = Math.rint(of(original, x, y)) - (decoded[y * format.shownWidth() + x] & 255);
                squares += error * error;
            }
        }
        double meanSquare = squares / (format.shownWidth() * format.shownHeight());
        return meanSquare == 0 ? Double.POSITIVE_INFINITY : 10 * Math.log10(255 * 255 / meanSquare);
    }

    /** 16 for black to 235 for white. */
    static double of(RgbImage image, int x, int y) {
        int at = 3 * (y * image.width() + x);
        double red = image.rgb()[at] & 255;
        double green = image.rgb()[at + 1] & 255;
        double blue = image.rgb()[at + 2] & 255;
        return 16 + 219 * (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255;
    }
}
