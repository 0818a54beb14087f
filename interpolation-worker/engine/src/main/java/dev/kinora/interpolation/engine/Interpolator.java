package dev.kinora.interpolation.engine;

import dev.kinora.engine.InterpolationFactor;
import dev.kinora.engine.image.RgbImage;
import dev.kinora.inference.Cancellation;
import java.util.List;

/** Makes the frames between neighbouring key frames. */
public sealed interface Interpolator permits WindowInterpolator, CrossFade {

    /** Gaps it likes to fill at once, at least 1; changes memory and speed, not pixels. */
    int gapsTogether();

    /**
     * Fills the gaps between neighbours, of which the frames of one depend on nothing but its two ends, its number and the
     * job.
     *
     * @param keyFrames two or more neighbours of one size
     * @param firstGap number in the clip of the gap after the first of them, 0-based
     * @param factor at least 2
     * @return for each gap its {@code factor − 1} frames, in order
     * @throws dev.kinora.inference.CancelledException soon after {@code cancellation}
     */
    List<List<RgbImage>> between(
            List<RgbImage> keyFrames, int firstGap, InterpolationFactor factor, Cancellation cancellation);
}
