package dev.kinora.engine.golden;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kinora.inference.weights.Safetensors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks of the generator against numbers drawn by an independent one (Python), and of the key lists against the reference. */
class SeededWeightsTest {
    @Test
    void hashesAndDrawsAsWrittenDown() {
        assertEquals(0x4bd4f9a32abbbcf9L, SeededWeights.hash("unet:conv_in.weight"));
        assertEquals(-0.644973159, SeededWeights.uniform("unet:conv_in.weight", 0), 1e-9);
        assertEquals(-0.749071956, SeededWeights.uniform("unet:conv_in.weight", 1), 1e-9);
        assertEquals(0.765783668, SeededWeights.uniform("unet:conv_in.weight", 2), 1e-9);
    }

    @Test
    void scalesWeightsByTheirKind() {
        assertFirst(new float[] {-0.13165459f, -0.152903676f, 0.156314939f}, "conv_in.weight", 32, 8, 3, 3);
        assertFirst(new float[] {0.963476777f, 0.912308455f, 1.09670401f}, "conv_norm_out.weight", 32);
        assertFirst(new float[] {-0.0256944653f, 0.0415720828f, 0.0724032968f}, "conv_in.bias", 32);
    }

    private static void assertFirst(float[] expected, String key, long... shape) {
        float[] weight = SeededWeights.weight("unet", key, shape);
        assertArrayEquals(expected, new float[] {weight[0], weight[1], weight[2]}, 1e-9f);
    }

    @Test
    void modelsHaveAsManyTensorsAndParametersAsTheReference(@TempDir Path folder) throws IOException {
        TinyModels.pipelineA(folder);
        assertCounts(626, 1_793_078, folder.resolve("unet/diffusion_pytorch_model.safetensors"));
        assertCounts(161, 671_830, folder.resolve("vae/diffusion_pytorch_model.safetensors"));
        assertCounts(88, 68_025, folder.resolve("image_encoder/model.safetensors"));
        TinyModels.mini4Unet(folder.resolve("mini4"));
        assertCounts(1428, 9_660_426, folder.resolve("mini4/diffusion_pytorch_model.safetensors"));
    }

    private static void assertCounts(int tensors, long parameters, Path file) {
        Map<String, ?> entries = Safetensors.open(file).entries();
        assertEquals(tensors, entries.size());
        assertEquals(
                parameters,
                Safetensors.open(file).entries().values().stream()
                        .mapToLong(entry -> entry.size())
                        .sum());
    }
}
