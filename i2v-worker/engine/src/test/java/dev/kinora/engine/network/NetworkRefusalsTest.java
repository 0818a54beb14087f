package dev.kinora.engine.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kinora.contract.Failure;
import dev.kinora.contract.FailureException;
import dev.kinora.contract.FailureKind;
import dev.kinora.engine.golden.SeededWeights;
import dev.kinora.engine.golden.TinyModels;
import dev.kinora.inference.InferenceRuntime;
import dev.kinora.inference.weights.Safetensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Models that cannot be are refused with the file, the key, what came and what was expected, before anything runs. */
class NetworkRefusalsTest {
    @TempDir
    Path temporary;

    private Path folder;
    private Path weights;

    @BeforeEach
    void write() throws IOException {
        folder = temporary.resolve("unet");
        TinyModels.unet(folder);
        weights = folder.resolve("diffusion_pytorch_model.safetensors");
    }

    @Test
    void missingTensor() throws IOException {
        rewrite("mid_block.resnets.0.time_mixer.mix_factor", null, 0);
        assertRefused(
                "unet/diffusion_pytorch_model.safetensors: mid_block.resnets.0.time_mixer.mix_factor",
                "no such tensor",
                "a tensor [1]");
    }

    @Test
    void wrongShape() throws IOException {
        rewrite("conv_out.weight", new long[] {4, 16, 3, 6}, 0);
        assertRefused(
                "unet/diffusion_pytorch_model.safetensors: conv_out.weight", "shape [4, 16, 3, 6]", "[4, 32, 3, 3]");
    }

    @Test
    void notANumber() throws IOException {
        rewrite("conv_in.bias", new long[] {32}, Float.NaN);
        assertRefused(
                "unet/diffusion_pytorch_model.safetensors: conv_in.bias",
                "NaN or infinity at element 7",
                "finite numbers");
    }

    @Test
    void noWeights() throws IOException {
        Files.delete(weights);
        Failure failure = refusal();
        assertEquals("unet/", failure.field());
        assertTrue(failure.expected().contains("diffusion_pytorch_model.safetensors"), failure.expected());
    }

    @Test
    void noConfig() throws IOException {
        Files.delete(folder.resolve("config.json"));
        assertEquals("unet/config.json", refusal().field());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {"block_out_channels": [32, 50]}                        | block_out_channels
                    {"block_out_channels": [32, -64]}                       | block_out_channels
                    {"block_out_channels": "wide"}                          | block_out_channels
                    {"num_attention_heads": [8, 8, 8]}                      | num_attention_heads
                    {"num_attention_heads": 7}                              | num_attention_heads
                    {"layers_per_block": [2]}                               | layers_per_block
                    {"down_block_types": ["DownBlock2D", "DownBlock2D"]}    | down_block_types
                    {"up_block_types": ["UpBlockSpatioTemporal"]}           | up_block_types
                    {"cross_attention_dim": 0}                              | cross_attention_dim
                    {"cross_attention_dim": [32, 64]}                       | cross_attention_dim
                    {"transformer_layers_per_block": [1]}                   | transformer_layers_per_block
                    {"transformer_layers_per_block": [[1, 1], 1]}           | transformer_layers_per_block
                    {"transformer_layers_per_block": [[1, 1, 0], 1]}        | transformer_layers_per_block
                    {"_class_name": "UNet3DConditionModel"}                 | _class_name
                    {"in_channels": 2.5}                                    | in_channels
                    {"projection_class_embeddings_input_dim": 100}          | projection_class_embeddings_input_dim
                    """)
    void impossibleConfig(String change, String key) throws IOException {
        Path config = folder.resolve("config.json");
        String before = Files.readString(config).strip();
        // The last of two equal keys counts.
        Files.writeString(
                config,
                before.substring(0, before.length() - 1) + ", " + change.strip().substring(1));
        assertEquals("unet/config.json: " + key, refusal().field());
    }

    @Test
    void brokenConfig() throws IOException {
        Files.writeString(folder.resolve("config.json"), "{\"in_channels\": ");
        Failure failure = refusal();
        assertEquals("unet/config.json", failure.field());
        assertTrue(failure.found().startsWith("broken JSON"), failure.found());
    }

    private void rewrite(String key, long[] shape, float seventh) throws IOException {
        Safetensors before = Safetensors.open(weights);
        Map<String, long[]> shapes = new LinkedHashMap<>();
        before.entries().forEach((name, entry) -> shapes.put(name, entry.dimensions()));
        shapes.put(key, shape);
        shapes.values().removeIf(kept -> kept == null);
        Path changed = temporary.resolve("changed");
        SeededWeights.safetensors(changed, shapes, name -> {
            float[] values = before.read(name).toArray();
            if (name.equals(key)) {
                values = Arrays.copyOf(values, (int) Arrays.stream(shape).reduce(1, (a, b) -> a * b));
                values[7] = seventh;
            }
            return values;
        });
        Files.move(changed, weights, StandardCopyOption.REPLACE_EXISTING);
    }

    private void assertRefused(String field, String found, String expected) {
        Failure failure = refusal();
        assertEquals(field, failure.field());
        assertEquals(found, failure.found());
        assertEquals(expected, failure.expected());
    }

    private Failure refusal() {
        try (InferenceRuntime runtime = new InferenceRuntime(1)) {
            Failure failure = assertThrows(FailureException.class, () -> Denoiser.open(folder, runtime))
                    .failure();
            assertEquals(FailureKind.BAD_INPUT, failure.kind());
            return failure;
        }
    }
}
