package dev.kinora.engine.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.kinora.engine.golden.Golden;
import dev.kinora.engine.golden.SeededWeights;
import dev.kinora.engine.golden.TinyModels;
import dev.kinora.inference.Cancellation;
import dev.kinora.inference.InferenceRuntime;
import dev.kinora.inference.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the step graph adds to the network, against the same computed here from the bare network's result. */
class DenoiserTest {
    private static final float SIGMA = 3.7f;
    private static final float[] TIME_IDS = {6, 127, 0.02f};
    private static final int FRAMES = 3;
    private static final float TOLERANCE = (float) Golden.NETWORK;

    @TempDir
    static Path model;

    private static InferenceRuntime runtime;
    private static Denoiser denoiser;

    private final Tensor latents = SeededWeights.input("latents", FRAMES, 4, 8, 8);
    private final Tensor image = SeededWeights.input("image", 1, 4, 8, 8);
    private final Tensor embedding = SeededWeights.input("embedding", 1, 32);

    @BeforeAll
    static void open() throws IOException {
        TinyModels.unet(model);
        runtime = new InferenceRuntime(2);
        denoiser = Denoiser.open(model, runtime);
    }

    @AfterAll
    static void close() {
        denoiser.close();
        runtime.close();
    }

    @Test
    void withoutGuidanceOnlyTheConditionalHalfCounts() {
        float[] v = networkResult(1, image, embedding);
        assertArrayEquals(denoised(v), denoise().toArray(), TOLERANCE);
    }

    @Test
    void guidanceGrowsFromFrameToFrame() {
        float[] conditional = networkResult(1, image, embedding);
        float[] unconditional = networkResult(1, Tensor.allocate(1, 4, 8, 8), Tensor.allocate(1, 32));
        float[] guidance = {1, 1.75f, 2.5f};
        float[] v = new float[conditional.length];
        int frameSize = v.length / FRAMES;
        for (int i = 0; i < v.length; i++) {
            v[i] = unconditional[i] + guidance[i / frameSize] * (conditional[i] - unconditional[i]);
        }
        assertArrayEquals(denoised(v), denoise(guidance).toArray(), TOLERANCE);
    }

    /** Conditioning of each frame its own, as in interpolation. */
    @Test
    void everyFrameMayHaveItsOwnConditioning() {
        Tensor repeated = Tensor.allocate(FRAMES, 4, 8, 8);
        for (int frame = 0; frame < FRAMES; frame++) {
            repeated.slice(frame, frame + 1).data().put(image.data());
        }
        Conditioning conditioning = new Conditioning(repeated, embedding, TIME_IDS, new float[0], Map.of());
        Tensor found = denoiser.denoise(latents, SIGMA, conditioning, new Cancellation());
        assertArrayEquals(denoise().toArray(), found.toArray());
        repeated.slice(1, 2).data().put(0, 9f);
        Tensor other = denoiser.denoise(latents, SIGMA, conditioning, new Cancellation());
        assertFalse(Arrays.equals(other.toArray(), found.toArray()));
    }

    @Test
    void refusesWhatDoesNotFit() {
        assertThrows(IllegalArgumentException.class, () -> denoise(1, 2));
        Tensor wrong = Tensor.allocate(1, 4, 8, 9);
        Conditioning size = new Conditioning(wrong, embedding, TIME_IDS, new float[0], Map.of());
        assertThrows(IllegalArgumentException.class, () -> denoiser.denoise(latents, SIGMA, size, new Cancellation()));
        Tensor twoTokens = Tensor.allocate(2, 32);
        Conditioning tokens = new Conditioning(image, twoTokens, TIME_IDS, new float[0], Map.of());
        assertThrows(
                IllegalArgumentException.class, () -> denoiser.denoise(latents, SIGMA, tokens, new Cancellation()));
    }

    private Tensor denoise(float... guidance) {
        Conditioning conditioning = new Conditioning(image, embedding, TIME_IDS, guidance, Map.of());
        return denoiser.denoise(latents, SIGMA, conditioning, new Cancellation());
    }

    /** The bare network on scaled noisy latents, joined with conditioning that is not scaled. */
    private float[] networkResult(int clips, Tensor joined, Tensor context) {
        Tensor sample = Tensor.allocate(clips, FRAMES, 8, 8, 8);
        float[] noisy = latents.toArray();
        int part = noisy.length / FRAMES;
        for (int frame = 0; frame < FRAMES; frame++) {
            for (int i = 0; i < part; i++) {
                float scaled = (float) (noisy[frame * part + i] / Math.sqrt(SIGMA * SIGMA + 1));
                sample.data().put(2 * frame * part + i, scaled);
                sample.data().put((2 * frame + 1) * part + i, joined.data().get(i));
            }
        }
        float noiseLevel = (float) (0.25 * Math.log(SIGMA));
        return new UnetHarness(model, ContextTokens.ONE)
                .run(sample, noiseLevel, context.reshape(clips, 1, 32), TIME_IDS)
                .toArray();
    }

    /** x0 = v·(−σ/√(σ²+1)) + x/(σ²+1). */
    private float[] denoised(float[] v) {
        float[] x0 = latents.toArray();
        double variance = SIGMA * SIGMA + 1;
        for (int i = 0; i < x0.length; i++) {
            x0[i] = (float) (x0[i] / variance - v[i] * SIGMA / Math.sqrt(variance));
        }
        return x0;
    }
}
