package dev.kinora.engine.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kinora.engine.golden.Golden;
import dev.kinora.engine.golden.SeededWeights;
import dev.kinora.inference.Cancellation;
import dev.kinora.inference.InferenceRuntime;
import dev.kinora.inference.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Configurations that nobody published but the reference's classes take. Golden numbers and counts of tensors of diffusers
 * 0.42 and transformers 5.23 on torch 2.15, float32 on the CPU: {@code Class(**config)} with its {@code state_dict} filled by
 * the seeded draws, called with seeded inputs.
 */
class LegalConfigGoldenTest {
    private static final float[] TIME_IDS = {6, 127, 0.02f};

    @TempDir
    Path folder;

    /** Depths for each layer of each block, attention in every block, seven channels joined, two tokens. */
    @Test
    void depthsForEachLayer() throws IOException {
        nested();
        Tensor context = SeededWeights.input("in:nested.ehs", 1, 2, 24);
        Golden.of(
                        0.01513641,
                        0.5220375,
                        -0.6173062,
                        -0.3308744,
                        -0.4173334,
                        0.2188852,
                        0.05972715,
                        0.3606207,
                        -0.2099096,
                        0.1285608)
                .check(nested(ContextTokens.MANY, context));
    }

    /** The first of the two tokens alone. */
    @Test
    void depthsForEachLayerWithOneToken() throws IOException {
        nested();
        Tensor context = SeededWeights.input("in:nested.ehs", 1, 1, 24);
        Golden.of(
                        0.03202799,
                        0.5556878,
                        -0.295525,
                        0.1143606,
                        -0.5754728,
                        0.3384059,
                        -0.07392672,
                        -0.6265993,
                        0.09205936,
                        0.02002549)
                .check(nested(ContextTokens.ONE, context));
    }

    private void nested() throws IOException {
        String config =
                """
                {"block_out_channels": [32, 64], "layers_per_block": [2, 1],
                 "transformer_layers_per_block": [[1, 2, 1], [2, 1]], "num_attention_heads": [2, 4],
                 "cross_attention_dim": 24, "addition_time_embed_dim": 16, "projection_class_embeddings_input_dim": 48,
                 "in_channels": 13, "out_channels": 6,
                 "down_block_types": ["CrossAttnDownBlockSpatioTemporal", "CrossAttnDownBlockSpatioTemporal"],
                 "up_block_types": ["CrossAttnUpBlockSpatioTemporal", "CrossAttnUpBlockSpatioTemporal"]}
                """;
        write(Component.UNET, config, 983);
    }

    private Tensor nested(ContextTokens tokens, Tensor context) {
        Tensor sample = SeededWeights.input("in:nested.sample", 1, 3, 13, 8, 6);
        return new UnetHarness(folder, tokens).run(sample, 0.3f, context, TIME_IDS);
    }

    /** Nothing to halve and nothing to double, attention on the way up only. */
    @Test
    void unetOfOneLevel() throws IOException {
        String config =
                """
                {"block_out_channels": [64], "layers_per_block": 1, "num_attention_heads": 2, "cross_attention_dim": 24,
                 "addition_time_embed_dim": 16, "projection_class_embeddings_input_dim": 48,
                 "down_block_types": ["DownBlockSpatioTemporal"], "up_block_types": ["CrossAttnUpBlockSpatioTemporal"]}
                """;
        write(Component.UNET, config, 294);
        Tensor sample = SeededWeights.input("in:one.sample", 1, 2, 8, 7, 5);
        Tensor context = SeededWeights.input("in:one.ehs", 1, 1, 24);
        Golden.of(
                        0.3014134,
                        0.46821,
                        0.2932221,
                        0.2251179,
                        0.1825304,
                        -0.2997879,
                        0.8266623,
                        0.2939868,
                        -0.2372051,
                        0.8979495)
                .check(new UnetHarness(folder, ContextTokens.ONE).run(sample, 1.1f, context, TIME_IDS));
    }

    @Test
    void encoderWithAttentionAmongItsBlocks() throws IOException {
        String config =
                """
                {"block_out_channels": [32, 64, 32], "layers_per_block": 2,
                 "down_block_types": ["DownEncoderBlock2D", "AttnDownEncoderBlock2D", "DownEncoderBlock2D"]}
                """;
        write(Component.VAE, config, 323);
        Golden.of(
                        -0.04732656,
                        0.6172426,
                        -0.1312165,
                        -0.7522396,
                        -0.9868259,
                        -0.1926826,
                        -0.9406427,
                        -0.1817064,
                        1.528335,
                        0.6259516)
                .check(encode(SeededWeights.input("in:attn.image", 1, 3, 16, 24)));
    }

    /** A configuration that says nothing: one level, so latents are as large as pictures. */
    @Test
    void autoencoderOfTheClassDefaults() throws IOException {
        write(Component.VAE, "{}", 111);
        Golden.of(
                        -0.1753958,
                        0.6029691,
                        -0.2924386,
                        -1.118889,
                        -0.9794357,
                        -0.1309918,
                        0.3290825,
                        -0.5155833,
                        -0.4741303,
                        -0.2699342)
                .check(encode(SeededWeights.input("in:def.image", 1, 3, 8, 12)));
        try (InferenceRuntime runtime = new InferenceRuntime(2);
                TemporalDecoder decoder = TemporalDecoder.open(folder, runtime)) {
            Tensor latents = SeededWeights.input("in:def.z", 2, 4, 8, 12);
            Golden.of(
                            0.07972265,
                            0.4710898,
                            -0.252013,
                            -0.0508982,
                            -0.515249,
                            0.4536318,
                            0.04726982,
                            -0.2709821,
                            0.08408047,
                            -0.3760409)
                    .check(decoder.decode(latents, new Cancellation()));
        }
    }

    /** Pixels that fill no patch are not seen: 30 is 7 patches of 4 and 2 pixels. */
    @Test
    void patchesThatDoNotFillThePicture() throws IOException {
        String config =
                """
                {"hidden_size": 32, "projection_dim": 24, "num_hidden_layers": 2, "num_attention_heads": 4,
                 "image_size": 30, "intermediate_size": 40, "patch_size": 4, "hidden_act": "gelu"}
                """;
        write(Component.IMAGE_ENCODER, config, 40);
        try (InferenceRuntime runtime = new InferenceRuntime(2);
                ClipTower clip = ClipTower.open(folder, runtime)) {
            Golden.of(
                            0.05325191,
                            0.8147513,
                            -0.4934831,
                            -0.003309324,
                            0.5980288,
                            0.2254922,
                            -1.57425,
                            -0.3684174,
                            -0.8819104,
                            -0.9312699)
                    .check(clip.embed(SeededWeights.input("in:clip30.px", 1, 3, 30, 30), new Cancellation()));
        }
    }

    private Tensor encode(Tensor image) {
        try (InferenceRuntime runtime = new InferenceRuntime(2);
                VaeEncoder encoder = VaeEncoder.open(folder, runtime)) {
            return encoder.encode(image, new Cancellation());
        }
    }

    /** Weights for every tensor the configuration asks for, of which the reference has as many. */
    private void write(Component component, String config, int tensors) throws IOException {
        Files.writeString(folder.resolve("config.json"), config);
        Map<String, long[]> shapes = component.tensors(folder).shapes();
        assertEquals(tensors, shapes.size());
        SeededWeights.component(folder, component.folder(), config, shapes);
    }
}
