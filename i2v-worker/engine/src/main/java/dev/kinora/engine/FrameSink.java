package dev.kinora.engine;

import dev.kinora.engine.image.RgbImage;
import java.util.List;

/** Where frames go. Called on the generating thread, in order and without a gap; what it throws ends the job. */
@FunctionalInterface
public interface FrameSink {
    /**
     * Takes frames that were decoded together.
     *
     * @param firstFrame index of the first of them in the clip, 0-based
     */
    void chunk(int firstFrame, List<RgbImage> frames);
}
