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
 * Golden numbers of the reference library, diffusers 0.40 on torch 2.13 (faint cases: diffusers 0.42.1 on torch 2.15), float32
 * on the CPU: {@code AutoencoderKLTemporalDecoder(**config)} with seeded weights, {@code
 * vae.encode(image).latent_dist.mode()} and {@code vae.decode(z, num_frames)}.
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

    /** The first convolution over time of each block ÷ 256: an epsilon of 1e-6 instead of 1e-5 shows by up to 0.1. */
    @Test
    void vaeOfFaintChangeOverTime(@TempDir Path model) throws IOException {
        TinyModels.faintVae(model);
        checkDecode(
                model,
                SeededWeights.input("in:vae.z", 2, 4, 16, 16),
                Golden.of(
                        -0.03063911,
                        0.4946832,
                        -0.1418847,
                        -0.04331562,
                        0.1438411,
                        -1.137864,
                        0.02070871,
                        -0.08571953,
                        0.01601265,
                        0.4381905));
    }

    /** First and second convolutions ÷ 256: an epsilon of 1e-5 instead of 1e-6 shows in the norms over pictures. */
    @Test
    void deepVaeOfFaintPictures(@TempDir Path model) throws IOException {
        TinyModels.faintDeepVae(model);
        checkEncode(
                model,
                SeededWeights.input("in:vae2.image", 1, 3, 20, 28),
                Golden.of(
                        0.012689,
                        0.4802624,
                        0.0769076,
                        -0.03364214,
                        -0.02767852,
                        -0.2622871,
                        0.3140716,
                        0.1700771,
                        0.07024591,
                        -0.7182071));
        checkDecode(
                model,
                SeededWeights.input("in:vae2.z", 3, 6, 5, 7),
                Golden.of(
                        -0.03068513,
                        0.4536644,
                        -0.06005414,
                        -0.3372711,
                        -0.3623395,
                        -0.1241398,
                        0.3956906,
                        -0.2195418,
                        0.2365544,
                        0.2906718));
    }

    /** The published depth: residual block, attention, residual block in the decoder's middle. */
    @Test
    void deepVaeWithAttention(@TempDir Path model) throws IOException {
        TinyModels.deepVae(model, 2);
        checkEncode(
                model,
                SeededWeights.input("in:vae2.image", 1, 3, 20, 28),
                Golden.of(
                        0.01980109,
                        0.6706363,
                        -0.3888668,
                        -0.376043,
                        0.1362108,
                        0.5525769,
                        -1.331677,
                        0.6744003,
                        0.4176625,
                        -0.4652433));
        checkDecode(
                model,
                SeededWeights.input("in:vae2.z", 3, 6, 5, 7),
                Golden.of(
                        -0.03774037,
                        0.4709008,
                        -0.3140015,
                        -0.2502152,
                        0.09401401,
                        -0.562978,
                        -0.2924142,
                        0.02889874,
                        0.1591313,
                        0.07574596));
    }

    /** The decoder's third middle block has weights but never runs. */
    @Test
    void deeperVae(@TempDir Path model) throws IOException {
        TinyModels.deepVae(model, 3);
        checkEncode(
                model,
                SeededWeights.input("in:vae3.image", 1, 3, 20, 28),
                Golden.of(
                        -0.04908051,
                        0.5263152,
                        0.3311486,
                        -0.04987714,
                        0.4728068,
                        0.1609572,
                        -0.05992346,
                        -0.09082703,
                        0.232777,
                        0.003404692));
        checkDecode(
                model,
                SeededWeights.input("in:vae3.z", 3, 6, 5, 7),
                Golden.of(
                        -0.04110656,
                        0.4793931,
                        -0.01140007,
                        -0.2394771,
                        -0.2444793,
                        0.3525471,
                        0.08034419,
                        -0.3394119,
                        -0.1347082,
                        0.08739851));
    }

    private static void checkEncode(Path model, Tensor image, Golden golden) {
        try (InferenceRuntime runtime = new InferenceRuntime(2);
                VaeEncoder encoder = VaeEncoder.open(model, runtime)) {
            golden.check(encoder.encode(image, new Cancellation()));
        }
    }

    private static void checkDecode(Path model, Tensor latents, Golden golden) {
        try (InferenceRuntime runtime = new InferenceRuntime(2);
                TemporalDecoder decoder = TemporalDecoder.open(model, runtime)) {
            golden.check(decoder.decode(latents, new Cancellation()));
        }
    }
}
