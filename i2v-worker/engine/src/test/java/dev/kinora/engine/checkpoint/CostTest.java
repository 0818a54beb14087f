package dev.kinora.engine.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kinora.engine.network.Component;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Operations of the published networks as PyTorch's FlopCounterMode counts them in the reference on tensors without data, in
 * 10¹². The reference does not fold attention to one token away, so it is compared with the count for two, to 1 %.
 */
class CostTest {
    private static final Path PUBLISHED = Path.of(
            System.getProperty("kinora.root"),
            "i2v-worker/engine/src/test/resources/published/stable-video-diffusion-img2vid-xt");
    private static final Resolution FULL = new Resolution(576, 1024);

    @ParameterizedTest
    @CsvSource({"1, 14, 72, 128, 44.8", "2, 14, 72, 128, 89.6", "1, 25, 72, 128, 79.9", "1, 14, 40, 72, 12.1"})
    void unet(int branches, int frames, int height, int width, double expected) {
        Resolution latents = new Resolution(height, width);
        UnetCost cost = UnetCost.of(shapes(Component.UNET), branches, frames, latents, 2);
        assertClose(expected, cost.operations());
    }

    /**
     * The query's and the output's product fall away at every cell, with the two small products of attention: at each of three
     * levels 5 transformers of 2 kinds · 2 products · 2 · cells · width² = 0.528, in the middle 0.026, and 0.01.
     */
    @Test
    void oneTokenIsCheaper() {
        Resolution latents = new Resolution(72, 128);
        double two = UnetCost.of(shapes(Component.UNET), 1, 14, latents, 2).operations();
        double one = UnetCost.of(shapes(Component.UNET), 1, 14, latents, 1).operations();
        assertClose(3 * 0.528 + 0.026 + 0.01, two - one);
    }

    @ParameterizedTest
    @CsvSource({"1, 6.94", "14, 97.2", "25, 173.6"})
    void decoder(int frames, double expected) {
        assertClose(expected, VaeCost.of(shapes(Component.VAE), frames, FULL).decodeOperations());
    }

    @Test
    void encoder() {
        assertClose(2.61, VaeCost.of(shapes(Component.VAE), 1, FULL).encodeOperations());
    }

    @Test
    void clip() {
        assertClose(0.335, ClipCost.operations(shapes(Component.IMAGE_ENCODER)));
    }

    private static Map<String, long[]> shapes(Component component) {
        return component.tensors(PUBLISHED.resolve(component.folder())).shapes();
    }

    private static void assertClose(double expected, double operations) {
        assertEquals(expected, operations / 1e12, expected / 100);
    }
}
