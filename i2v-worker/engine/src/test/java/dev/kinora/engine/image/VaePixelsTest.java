package dev.kinora.engine.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.kinora.inference.Tensor;
import org.junit.jupiter.api.Test;

class VaePixelsTest {

    @Test
    void laysColoursInPlanesFromMinusOneToOne() {
        RgbImage image = new RgbImage(2, 1, new byte[] {0, 51, (byte) 255, 102, (byte) 204, (byte) 153});
        Tensor pixels = VaePixels.of(image).require("pixels", 1, 3, 1, 2);
        assertArrayEquals(new float[] {-1, -0.2f, -0.6f, 0.6f, 1, 0.2f}, pixels.toArray(), 1e-7f);
    }

    @Test
    void everyByteComesBack() {
        RgbImage image = Patterns.busy(40, 30);
        assertArrayEquals(image.rgb(), VaePixels.toImage(VaePixels.of(image), 0).rgb());
    }

    /** (0.5x + 0.5)·255 is exactly k + ½ here: halves go to the even neighbour, the rest is clamped. */
    @Test
    void roundsHalfToEvenAndClamps() {
        float[] channels = {half(100.5), half(101.5), half(126.5), half(254.5), -7, 7};
        Tensor decoded = Tensor.of(channels, 1, 3, 1, 2);
        byte[] expected = {100, 126, 0, 102, (byte) 254, (byte) 255};
        assertArrayEquals(expected, VaePixels.toImage(decoded, 0).rgb());
    }

    @Test
    void takesTheFrameAskedFor() {
        Tensor decoded = Tensor.of(new float[] {-1, -1, -1, 1, 1, 1}, 2, 3, 1, 1);
        assertArrayEquals(new byte[] {-1, -1, -1}, VaePixels.toImage(decoded, 1).rgb());
    }

    /** The float whose grey value is exactly {@code grey} after the arithmetic of float32. */
    private static float half(double grey) {
        float value = (float) (grey / 255 * 2 - 1);
        for (int i = 0; i < 1000; i++) {
            float found = (value * 0.5f + 0.5f) * 255f;
            if (found == grey) {
                return value;
            }
            value = found < grey ? Math.nextUp(value) : Math.nextDown(value);
        }
        throw new AssertionError("no float gives " + grey);
    }
}
