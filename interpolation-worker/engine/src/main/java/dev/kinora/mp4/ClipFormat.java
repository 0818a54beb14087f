package dev.kinora.mp4;

import dev.kinora.contract.FailureException;

/**
 * What a clip is to be.
 *
 * @param width of every frame in pixels, 2 to 4096; an odd last column is cut off, as 4:2:0 has no half chroma sample
 * @param height likewise
 * @param frameRate at which it plays
 * @param quality 0 to 100, the job's {@code encoding.quality}
 */
public record ClipFormat(int width, int height, FrameRate frameRate, int quality) {
    private static final int GREATEST_SIDE = 4096;

    public ClipFormat {
        side("width", width);
        side("height", height);
        if (quality < 0 || quality > 100) {
            throw FailureException.badInput("encoding.quality", quality, "a whole number from 0 to 100");
        }
    }

    private static void side(String field, int pixels) {
        if (pixels < 2 || pixels > GREATEST_SIDE) {
            throw FailureException.badInput(field, pixels, "2 to " + GREATEST_SIDE + " pixels");
        }
    }

    /** Width of the picture that a player shows, even. */
    public int shownWidth() {
        return width & ~1;
    }

    /** Height of the picture that a player shows, even. */
    public int shownHeight() {
        return height & ~1;
    }
}
