package dev.kinora.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.kinora.contract.Fit;
import dev.kinora.engine.image.ClipPixels;
import dev.kinora.engine.image.RgbImage;
import dev.kinora.inference.Tensor;
import org.junit.jupiter.api.Test;

/** With a tower as large as the fitted picture nothing is resampled for it, so it must see the picture's own pixels. */
class PreparedStillTest {
    private static final int SIDE = 16;
    /** With mean ½ and deviation ½ normalised values are −1..1 again. */
    private static final ClipPixels CLIP =
            new ClipPixels(SIDE, new float[] {0.5f, 0.5f, 0.5f}, new float[] {0.5f, 0.5f, 0.5f});

    @Test
    void clipSeesTheStillNotTheResizedPicture() {
        RgbImage still = striped(SIDE, SIDE, 0);
        PreparedStill prepared =
                PreparedStill.of(still, new JobBuilder().size(64, 64).build(), CLIP);
        assertPixels(still, prepared.clipPixels());
        prepared.vaePixels().require("VAE", 1, 3, 64, 64);
    }

    @Test
    void bothSeeOnlyTheFittedPart() {
        RgbImage still = striped(32, SIDE, 0);
        RgbImage middle = striped(SIDE, SIDE, 8);
        PreparedStill prepared = PreparedStill.of(
                still, new JobBuilder().size(SIDE, SIDE).fit(Fit.CROP).build(), CLIP);
        assertPixels(middle, prepared.clipPixels());
        assertPixels(middle, prepared.vaePixels());
    }

    private static void assertPixels(RgbImage expected, Tensor found) {
        float[] planes = new float[expected.rgb().length];
        int plane = planes.length / 3;
        for (int i = 0; i < planes.length; i++) {
            planes[i % 3 * plane + i / 3] = (expected.rgb()[i] & 0xFF) / 127.5f - 1;
        }
        assertArrayEquals(planes, found.toArray(), 1e-6f);
    }

    /** Columns that all differ, beginning with column {@code first}. */
    private static RgbImage striped(int width, int height, int first) {
        byte[] rgb = new byte[3 * width * height];
        for (int i = 0; i < rgb.length; i++) {
            int x = i / 3 % width + first;
            rgb[i] = (byte) (x * 83 + i % 3 * 40);
        }
        return new RgbImage(width, height, rgb);
    }
}
