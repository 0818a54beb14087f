package dev.kinora.engine.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kinora.engine.golden.SeededWeights;
import dev.kinora.inference.Tensor;
import org.junit.jupiter.api.Test;

/** G10 of svd-spec 8.3: {@code _resize_with_antialiasing(x, (224, 224))} of diffusers 0.40 on {@code in:aa}. */
class AntialiasedResizeTest {

    @Test
    void agreesWithTheReference() {
        Tensor input = SeededWeights.uniform("in:aa", 1, 3, 576, 1024);
        float[] found = AntialiasedResize.resize(new Rows(input), 224, 224);
        double[] expected = {0.1810267, 0.2235438, 0.01296605, 0.3182194, 0.08749521, 0.07256255, -0.3948325, -0.2263301
        };
        int n = found.length;
        int[] at = {0, 1, 2, n / 7, n / 3, n / 2, 2 * n / 3, n - 1};
        for (int i = 0; i < at.length; i++) {
            assertEquals(expected[i], found[at[i]], 1e-6, "index " + at[i]);
        }
        double mean = 0;
        double squares = 0;
        for (float value : found) {
            mean += value / (double) n;
            squares += value * (double) value / n;
        }
        assertEquals(-7.006281e-4, mean, 1e-7);
        assertEquals(0.1511364, Math.sqrt(squares - mean * mean), 1e-6);
    }

    private record Rows(Tensor planes) implements AntialiasedResize.Source {
        @Override
        public int width() {
            return (int) planes.shape()[3];
        }

        @Override
        public int height() {
            return (int) planes.shape()[2];
        }

        @Override
        public void row(int channel, int y, float[] values) {
            planes.data().get((channel * height() + y) * width(), values);
        }
    }
}
