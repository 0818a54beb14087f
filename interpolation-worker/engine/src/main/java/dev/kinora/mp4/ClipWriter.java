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
     * @throws dev.kinora.contract.FailureException OUT_OF_RESOURCES if the disk takes no more; nothing is left then
     */
    ClipSummary finish();

    /** Abandons a clip that is not finished and removes what was written of it; after {@link #finish()} a no-op. */
    @Override
    void close();
}
