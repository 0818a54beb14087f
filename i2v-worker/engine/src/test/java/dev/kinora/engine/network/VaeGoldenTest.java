package dev.kinora.engine.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.kinora.engine.golden.Golden;
import dev.kinora.engine.golden.SeededWeights;
import dev.kinora.engine.golden.TinyModels;
import dev.kinora.inference.Cancellation;
import dev.kinora.inference.InferenceRuntime;
import dev.kinora.inference.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Golden numbers of the reference library, diffusers 0.40 on torch 2.13, float32 on the CPU: {@code
 * AutoencoderKLTemporalDecoder(**config)} with seeded weights, {@code vae.encode(image).latent_dist.mode()} and {@code
 * vae.decode(z, num_frames)}.
 */
class VaeGoldenTest {
    @TempDir
    static Path models;

    @BeforeAll
    static void write() throws IOException {
        TinyModels.vae(models.resolve("tiny"));
    }

    @Test
    void tinyEncode() {
        Tensor image = SeededWeights.input("in:vae.image", 1, 3, 32, 32);
        try (InferenceRuntime runtime = new InferenceRuntime(2);
                VaeEncoder encoder = VaeEncoder.open(models.resolve("tiny"), runtime)) {
            Tensor latents = encoder.encode(image, new Cancellation());
            assertArrayEquals(new long[] {1, 4, 16, 16}, latents.shape());
            Golden.of(
                            -0.1552534,
                            0.6264566,
                            -0.1182722,
                            -0.7000111,
                            -0.5000161,
                            0.1454822,
                            0.1601477,
                            -0.4213839,
                            0.492748,
                            0.04585953)
                    .check(latents);
        }
    }

    @Test
    void tinyDecodeOfFramesTogetherAndAlone() {
        Tensor latents = SeededWeights.input("in:vae.z", 2, 4, 16, 16);
        try (InferenceRuntime runtime = new InferenceRuntime(2);
                TemporalDecoder decoder = TemporalDecoder.open(models.resolve("tiny"), runtime)) {
            Tensor together = decoder.decode(latents, new Cancellation());
            assertArrayEquals(new long[] {2, 3, 32, 32}, together.shape());
            Golden.of(
                            -0.03079832,
                            0.495235,
                            -0.1406104,
                            -0.04726208,
                            0.149079,
                            -1.071144,
                            -0.01424151,
                            -0.1691398,
                            -0.109324,
                            0.3594303)
                    .check(together);
            Tensor alone = Tensor.allocate(2, 3, 32, 32);
            for (int frame = 0; frame < 2; frame++) {
                Tensor one = decoder.decode(latents.slice(frame, frame + 1), new Cancellation());
                alone.slice(frame, frame + 1).data().put(one.data());
            }
            Golden.of(
                            -0.01439618,
                            0.3447052,
                            0.1047412,
                            0.1431762,
                            0.1418652,
                            -0.36409,
                            -0.0209771,
                            0.03191861,
                            0.1602291,
                            0.2071719)
                    .check(alone);
        }
    }
}
