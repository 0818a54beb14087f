package dev.kinora.engine;

import dev.kinora.engine.network.ClipTower;
import dev.kinora.engine.network.Denoiser;
import dev.kinora.engine.network.TemporalDecoder;
import dev.kinora.engine.network.VaeEncoder;
import dev.kinora.inference.InferenceRuntime;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/** The four networks of a model, owned together. */
record Networks(ClipTower clip, VaeEncoder encoder, Denoiser denoiser, TemporalDecoder decoder)
        implements AutoCloseable {

    /** Loads all four at the same time: optimising one uses a single core. */
    static Networks open(ModelFolder model, InferenceRuntime runtime, Supplier<Denoiser> diffusion) {
        var denoiser = opening(diffusion);
        var decoder = opening(() -> TemporalDecoder.open(model.vae(), runtime));
        var encoder = opening(() -> VaeEncoder.open(model.vae(), runtime));
        var clip = opening(() -> ClipTower.open(model.imageEncoder(), runtime));
        try {
            CompletableFuture.allOf(denoiser, decoder, encoder, clip).join();
            return new Networks(clip.join(), encoder.join(), denoiser.join(), decoder.join());
        } catch (CompletionException failed) {
            new Networks(orNull(clip), orNull(encoder), orNull(denoiser), orNull(decoder)).close();
            throw failed.getCause() instanceof RuntimeException cause ? cause : failed;
        }
    }

    private static <T> CompletableFuture<T> opening(Supplier<T> open) {
        return CompletableFuture.supplyAsync(open, task -> new Thread(task, "open-network").start());
    }

    private static <T> T orNull(CompletableFuture<T> opened) {
        return opened.isCompletedExceptionally() ? null : opened.join();
    }

    @SuppressWarnings("try") // only to be closed here: each that is there, also if one fails to close
    @Override
    public void close() {
        try (clip;
                encoder;
                denoiser;
                decoder) {}
    }
}
