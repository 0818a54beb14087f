package dev.kinora.engine;

import dev.kinora.engine.network.Conditioning;
import dev.kinora.inference.Tensor;

/** Sees what passes between the parts of a run, as it happens; changes nothing. */
interface RunObserver {
    /** Sees nothing. */
    RunObserver NONE = new RunObserver() {};

    /** What steers the denoiser is known. */
    default void conditioned(Conditioning conditioning) {}

    /** The network is about to be evaluated at a noise level. */
    default void evaluated(float sigma, Conditioning conditioning) {}

    /**
     * A step is done.
     *
     * @param step 0-based
     * @param latents [frames, channels, h, w]
     */
    default void stepped(int step, Tensor latents) {}

    /**
     * A chunk is decoded.
     *
     * @param pixels [frames, 3, height, width], about −1..1, not clamped
     */
    default void decoded(int firstFrame, Tensor pixels) {}
}
