package dev.kinora.engine.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kinora.inference.weights.ComponentWeights;
import dev.kinora.inference.weights.DataType;
import dev.kinora.inference.weights.DeclaredWeights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ComponentTest {
    private static final Path ENGINE = Path.of(System.getProperty("kinora.root"), "i2v-worker/engine");
    private static final Path PUBLISHED = ENGINE.resolve("src/test/resources/published");
    private static final Path NANO = Path.of(System.getProperty("kinora.root"), "i2v-worker/models/nano");

    /** The sizes of the six files of stable-video-diffusion-img2vid-xt on the Hugging Face hub, exactly. */
    @ParameterizedTest
    @CsvSource({
        "UNET, 1428, 1524623082, 6098682464, 3049435868",
        "VAE, 374, 97742847, 391017740, 195531910",
        "IMAGE_ENCODER, 520, 632076800, 2528371296, 1264217240"
    })
    void publishedFileSizes(Component component, int tensors, long parameters, long full, long half) {
        Path folder = PUBLISHED.resolve("stable-video-diffusion-img2vid-xt").resolve(component.folder());
        DeclaredWeights declared = component.tensors(folder);
        assertEquals(tensors, declared.shapes().size());
        assertEquals(parameters, declared.parameters());
        assertEquals(full, declared.fileBytes(DataType.F32));
        assertEquals(half, declared.fileBytes(DataType.F16));
    }

    /** Also what has weights but never runs: the bundled decoder has one block a level. */
    @ParameterizedTest
    @EnumSource(Component.class)
    void bundledTensorsAndFileSizes(Component component) throws IOException {
        checkAgainstFile(component, NANO.resolve(component.folder()));
    }

    @Test
    void bundledInterpolationNetwork() throws IOException {
        checkAgainstFile(Component.UNET, NANO.resolve("interpolation/unet"));
    }

    private static void checkAgainstFile(Component component, Path folder) throws IOException {
        DeclaredWeights declared = component.tensors(folder);
        ComponentWeights weights = ComponentWeights.open(folder);
        assertEquals(
                new TreeSet<>(weights.keys()), new TreeSet<>(declared.shapes().keySet()));
        declared.shapes()
                .forEach((key, shape) -> assertArrayEquals(
                        shape, weights.require(key, shape).entry().dimensions(), key));
        Path file = folder.resolve(component.fileName() + ".fp16.safetensors");
        assertEquals(Files.size(file), declared.fileBytes(DataType.F16));
    }

    @ParameterizedTest
    @ValueSource(strings = {"stable-video-diffusion-img2vid", "stable-video-diffusion-img2vid-xt"})
    void publishedNetworksFitEachOther(String model) {
        Architecture.requireImageToVideo(PUBLISHED.resolve(model));
    }
}
