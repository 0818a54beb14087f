package dev.kinora.engine.image;

import dev.kinora.contract.FailureException;
import dev.kinora.contract.Fit;
import java.util.Arrays;

/**
 * A rectangle of pixels over a still, black where it reaches beyond: the fitted picture, without copying one.
 *
 * @param still beneath
 * @param left column of the still at the window's left edge, may be negative
 * @param top row of the still at the window's top edge, may be negative
 * @param width in the still's pixels
 * @param height in the still's pixels
 */
public record Window(RgbImage still, int left, int top, int width, int height) {
    /** Beyond it padding a narrow still would cost more than the whole job. */
    private static final int LONGEST_SIDE_PIXELS = 65_535;

    /** The whole picture. */
    public static Window whole(RgbImage still) {
        return new Window(still, 0, 0, still.width(), still.height());
    }

    /**
     * The part of a still that becomes {@code width × height}. {@code CROP} is the largest centred rectangle of that
     * aspect ratio inside the still, {@code PAD} the smallest one around it, {@code STRETCH} the still itself. The side
     * to be changed is the other side times the aspect ratio, rounded to the nearest pixel (ties up); an odd difference
     * leaves the additional pixel at the right or bottom.
     *
     * @throws FailureException BAD_INPUT on {@code image} if the still is too narrow for it
     */
    public static Window fit(RgbImage still, Fit fit, int width, int height) {
        boolean wider = (long) still.width() * height > (long) still.height() * width;
        return switch (fit) {
            case STRETCH -> centred(still, still.width(), still.height());
            case CROP ->
                wider ? withWidth(still, scaled(still.height(), width, height)) : withHeight(still, width, height);
            case PAD ->
                wider ? withHeight(still, width, height) : withWidth(still, scaled(still.height(), width, height));
        };
    }

    /** Writes row {@code y} as red, green, blue bytes. */
    void row(int y, byte[] rgb) {
        int from = Math.max(left, 0);
        int to = Math.min(left + width, still.width());
        int row = top + y;
        if (from > left || to < left + width || row < 0 || row >= still.height()) {
            Arrays.fill(rgb, 0, 3 * width, (byte) 0);
        }
        if (row >= 0 && row < still.height()) {
            int source = 3 * (row * still.width() + from);
            System.arraycopy(still.rgb(), source, rgb, 3 * (from - left), 3 * (to - from));
        }
    }

    private static Window withWidth(RgbImage still, long width) {
        return centred(still, width, still.height());
    }

    private static Window withHeight(RgbImage still, int width, int height) {
        return centred(still, still.width(), scaled(still.width(), height, width));
    }

    private static Window centred(RgbImage still, long width, long height) {
        if (Math.min(width, height) < 2 || Math.max(width, height) > LONGEST_SIDE_PIXELS) {
            throw FailureException.badInput(
                    "image",
                    still.width() + "x" + still.height() + " pixels, fitted " + width + "x" + height,
                    "a still of which the fitted part has 2 to " + LONGEST_SIDE_PIXELS + " pixels a side");
        }
        int left = Math.floorDiv(still.width() - (int) width, 2);
        int top = Math.floorDiv(still.height() - (int) height, 2);
        return new Window(still, left, top, (int) width, (int) height);
    }

    private static long scaled(long side, long numerator, long denominator) {
        return (2 * side * numerator + denominator) / (2 * denominator);
    }
}
