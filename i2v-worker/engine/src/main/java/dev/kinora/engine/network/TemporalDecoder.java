package dev.kinora.engine.network;

import dev.kinora.inference.Cancellation;
import dev.kinora.inference.InferenceRuntime;
import dev.kinora.inference.Tensor;
import java.nio.file.Path;

/** Latents of consecutive frames to pictures. */
public final class TemporalDecoder implements AutoCloseable {
    public static TemporalDecoder open(Path vaeFolder, InferenceRuntime runtime) {
        throw new UnsupportedOperationException();
    }

    /** What the diffusion model's latents are divided by before they are decoded. */
    public float scalingFactor() {
        throw new UnsupportedOperationException();
    }

    /** Pixels a side that one latent cell becomes. */
    public int scaleFactor() {
        throw new UnsupportedOperationException();
    }

    /** latents {@code [frames, latentChannels, h, w]}, already divided by scalingFactor → {@code [frames, 3, H, W]}, about −1..1. */
    public Tensor decode(Tensor latents, Cancellation cancellation) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
