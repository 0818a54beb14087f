package dev.kinora.engine.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/**
 * torch 2.15.0 on CPU: blur by two depth-wise {@code conv2d} over reflect padding, {@code interpolate(mode='bicubic',
 * align_corners=True)}, on {@link Patterns#busy}/255·2−1, then {@code ((x+1)/2−mean)/std}. Values at flat indices 0, 1,
 * 2, n/7, n/3, n/2, 2n/3, n−1.
 */
class ClipPixelsTest {
    private static final float[] MEAN = {0.48145466f, 0.4578275f, 0.40821073f};
    private static final float[] DEVIATION = {0.26862954f, 0.26130258f, 0.27577711f};

    @Test
    void reducesAPhoto() {
        check(
                700,
                433,
                224,
                -0.9625862f,
                -0.08248012f,
                0.1045323f,
                -0.0547923f,
                -0.5747268f,
                0.7524744f,
                0.2176298f,
                0.7099389f);
    }

    @Test
    void reducesOneAxisAndEnlargesTheOther() {
        check(
                17,
                500,
                32,
                -0.002677032f,
                0.2940764f,
                0.610514f,
                0.1175365f,
                0.1415094f,
                0.3747425f,
                -0.03316308f,
                0.2557624f);
    }

    @Test
    void enlargesASmallPictureWithoutBlur() {
        check(
                20,
                16,
                224,
                -1.792263f,
                -1.726408f,
                -1.664996f,
                0.555866f,
                -1.031724f,
                0.595543f,
                0.7665507f,
                0.5532506f);
    }

    @Test
    void takesThePicturesThatJustCanBeMirrored() {
        check(
                2,
                3,
                8,
                -1.792263f,
                -1.661558f,
                -1.507232f,
                0.4098385f,
                -1.031724f,
                -0.1774847f,
                0.7665507f,
                -0.8260968f);
    }

    /** Bicubic interpolation swings past black and white beside an edge; the reference does not clamp. */
    @Test
    void keepsOvershoot() {
        byte[] rgb = new byte[3 * 8 * 8];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) (i / 3 % 8 < 4 ? 0 : 255);
        }
        ClipPixels plain = new ClipPixels(224, new float[] {0, 0, 0}, new float[] {1, 1, 1});
        float[] row = new float[224];
        plain.of(Window.whole(new RgbImage(8, 8, rgb))).data().get(row);
        Arrays.sort(row);
        assertTrue(row[0] < -0.05f && row[223] > 1.05f, row[0] + " to " + row[223]);
    }

    @Test
    void refusesASinglePixelRow() {
        Window line = Window.whole(Patterns.busy(20, 1));
        ClipPixels pixels = new ClipPixels(32, MEAN, DEVIATION);
        assertThrows(IllegalArgumentException.class, () -> pixels.of(line));
    }

    @Test
    void blursByTheKernelsOfTheSpecification() {
        assertArrayEquals(
                new float[] {0.2354203f, 0.5291594f, 0.2354203f}, AntialiasedResize.gaussian(576 / 224.0), 1e-7f);
        assertArrayEquals(
                new float[] {0.0571665f, 0.1252069f, 0.2004104f, 0.2344324f, 0.2004104f, 0.1252069f, 0.0571665f},
                AntialiasedResize.gaussian(1024 / 224.0),
                1e-7f);
        assertArrayEquals(new float[] {0, 1, 0}, AntialiasedResize.gaussian(0.5));
    }

    private static void check(int width, int height, int size, float... expected) {
        float[] found = new ClipPixels(size, MEAN, DEVIATION)
                .of(Window.whole(Patterns.busy(width, height)))
                .require("clip", 1, 3, size, size)
                .toArray();
        int n = found.length;
        int[] at = {0, 1, 2, n / 7, n / 3, n / 2, 2 * n / 3, n - 1};
        for (int i = 0; i < at.length; i++) {
            // 1e-6 on the resized values; the division by the deviation makes it 2e-6 here.
            assertEquals(expected[i], found[at[i]], 4e-6f, "index " + at[i]);
        }
    }
}
