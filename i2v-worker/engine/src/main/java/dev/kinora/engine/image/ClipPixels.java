package dev.kinora.engine.image;

import dev.kinora.inference.Tensor;
import java.nio.FloatBuffer;

/**
 * What the CLIP tower sees: the fitted picture, stretched with anti-aliasing to the tower's size while its values are
 * −1..1, brought to 0..1 without a clamp, then normalised per channel.
 *
 * @param size of the tower's input in pixels, both sides
 * @param mean of red, green, blue, on 0..1
 * @param deviation of red, green, blue, on 0..1
 */
public record ClipPixels(int size, float[] mean, float[] deviation) {

    /** The picture in the window as [1, 3, size, size]. */
    public Tensor of(Window window) {
        return normalised(AntialiasedResize.resize(new Samples(window, new byte[3 * window.width()]), size, size));
    }

    private Tensor normalised(float[] resized) {
        Tensor pixels = Tensor.allocate(1, mean.length, size, size);
        FloatBuffer values = pixels.data();
        for (int i = 0; i < resized.length; i++) {
            int channel = i / (size * size);
            values.put(((resized[i] + 1) / 2 - mean[channel]) / deviation[channel]);
        }
        return pixels;
    }

    private record Samples(Window window, byte[] rgb) implements AntialiasedResize.Source {
        @Override
        public int width() {
            return window.width();
        }

        @Override
        public int height() {
            return window.height();
        }

        @Override
        public void row(int channel, int y, float[] values) {
            window.row(y, rgb);
            for (int x = 0; x < values.length; x++) {
                values[x] = VaePixels.fromByte(rgb[3 * x + channel]);
            }
        }
    }
}
