package dev.kinora.mp4;

import dev.kinora.contract.EncodingParameters;
import dev.kinora.contract.FailureException;
import dev.kinora.engine.image.RgbImage;
import java.util.Objects;

/**
 * What a clip is to be.
 *
 * @param width of every frame in pixels, 2 to 4096; an odd last column is cut off, as 4:2:0 has no half chroma sample
 * @param height likewise
 * @param frameRate at which it plays
 * @param encoding the job's {@code encoding}
 */
public record ClipFormat(int width, int height, FrameRate frameRate, EncodingParameters encoding) {
    private static final int GREATEST_SIDE = 4096;

    public ClipFormat {
        side("width", width);
        side("height", height);
        Objects.requireNonNull(encoding, "encoding");
    }

    /** By our own encoder, at a quality from 0 to 100. */
    public ClipFormat(int width, int height, FrameRate frameRate, int quality) {
        this(width, height, frameRate, EncodingParameters.ofQuality(quality));
    }

    /** Refuses a frame of another size. */
    void require(RgbImage frame, int index) {
        if (frame.width() != width || frame.height() != height) {
            throw new IllegalArgumentException("frame " + index + " is " + frame.width() + "×" + frame.height()
                    + ", the clip " + width + "×" + height);
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
