package dev.kinora.engine.network;

import dev.kinora.inference.Cancellation;
import dev.kinora.inference.InferenceRuntime;
import dev.kinora.inference.Tensor;
import java.nio.file.Path;

/** Pictures to latents. */
public final class VaeEncoder implements AutoCloseable {
    public static VaeEncoder open(Path vaeFolder, InferenceRuntime runtime) {
        throw new UnsupportedOperationException();
    }

    /** Pixels a side that become one latent cell. */
    public int scaleFactor() {
        throw new UnsupportedOperationException();
    }

    /** pixels {@code [1, 3, H, W]} in −1..1, sides multiples of scaleFactor → {@code [1, latentChannels, h, w]}, the mode, unscaled. */
    public Tensor encode(Tensor pixels, Cancellation cancellation) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
