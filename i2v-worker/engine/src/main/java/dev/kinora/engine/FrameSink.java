package dev.kinora.engine;

import dev.kinora.engine.image.RgbImage;
import java.util.List;

/**
 * Where frames go. Called on the generating thread, in order and without a gap but for what {@link #has} is there already; what
 * it throws ends the job.
 */
@FunctionalInterface
public interface FrameSink {
    /**
     * Whether an earlier run brought the frames of a chunk, which then are not decoded. Asked once for each chunk, in order.
     *
     * @param firstFrame index of the first of them in the clip, 0-based
     * @param lastFrame index of the last, inclusive
     */
    default boolean has(int firstFrame, int lastFrame) {
        return false;
    }

    /**
     * Takes frames that were decoded together.
     *
     * @param firstFrame index of the first of them in the clip, 0-based
     */
    void chunk(int firstFrame, List<RgbImage> frames);
}
