package dev.kinora.engine.network;

import dev.kinora.inference.Cancellation;
import dev.kinora.inference.InferenceRuntime;
import dev.kinora.inference.Tensor;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/** One evaluation of the diffusion model. */
public final class Denoiser implements AutoCloseable {
    /** Opens the network for single-token conditioning, without LoRA. */
    public static Denoiser open(Path unetFolder, InferenceRuntime runtime) {
        return open(unetFolder, runtime, Set.of());
    }

    /** Opens the network for single-token conditioning, with LoRA inputs at the given module paths. */
    public static Denoiser open(Path unetFolder, InferenceRuntime runtime, Set<String> loraModules) {
        throw new UnsupportedOperationException();
    }

    /** Every Linear a LoRA may change, by module path, read from the folder without opening a session. */
    public static Map<String, LinearShape> loraModules(Path unetFolder) {
        throw new UnsupportedOperationException();
    }

    /** Channels of the latents it denoises. */
    public int latentChannels() {
        throw new UnsupportedOperationException();
    }

    /** latents {@code [frames, latentChannels, h, w]} at noise level sigma → denoised, same shape. */
    public Tensor denoise(Tensor latents, float sigma, Conditioning conditioning, Cancellation cancellation) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
