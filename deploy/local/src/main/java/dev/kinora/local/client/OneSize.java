package dev.kinora.local.client;

import dev.kinora.contract.FailureException;
import dev.kinora.engine.image.RgbImage;

/** Sees to it that all frames are of the first one's size. */
final class OneSize {
    private int width;
    private int height;

    /**
     * The frame, if it is the first or as large.
     *
     * @throws FailureException BAD_INPUT naming the frame
     */
    RgbImage require(String name, RgbImage frame) {
        if (width == 0) {
            width = frame.width();
            height = frame.height();
        }
        if (frame.width() != width || frame.height() != height) {
            throw FailureException.badInput(
                    name,
                    frame.width() + "x" + frame.height() + " pixels",
                    width + "x" + height + ", as the first frame");
        }
        return frame;
    }

    /** Of all frames in pixels; 0 before the first. */
    int width() {
        return width;
    }

    /** Likewise. */
    int height() {
        return height;
    }
}
