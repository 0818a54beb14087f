package dev.kinora.mp4;

import dev.kinora.engine.image.RgbImage;

/** One clip being made: frames enter as they come, for one thread at a time. */
public interface ClipWriter extends AutoCloseable {

    /**
     * Appends a frame.
     *
     * @param frame of the format's width and height
     * @throws dev.kinora.contract.FailureException OUT_OF_RESOURCES if the disk takes no more
     */
    void add(RgbImage frame);

    /**
     * Completes the file. At least one frame must have come.
     *
     * @param watch told of each picture of a clip that is coded now, and not as it came
     * @throws dev.kinora.contract.FailureException OUT_OF_RESOURCES if the disk takes no more; nothing is left then
     */
    ClipSummary finish(EncodingWatch watch);

    /** Completes the file with nobody watching. */
    default ClipSummary finish() {
        return finish(EncodingWatch.NOBODY);
    }

    /** Refuses a clip without any. */
    static void requireFrames(int frames) {
        if (frames == 0) {
            throw new IllegalStateException("a clip needs at least one frame");
        }
    }

    /** Abandons a clip that is not finished and removes what was written of it; after {@link #finish()} a no-op. */
    @Override
    void close();
}
