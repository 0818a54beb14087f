package dev.kinora.engine.image;

import java.util.Arrays;

/**
 * The stretch before the CLIP tower (svd-spec 1.3): a Gaussian blur fit to the reduction, then bicubic interpolation
 * with aligned corners and A = −0.75. Both are linear and separable, so each axis becomes one sparse matrix: an output
 * sample is a weighted sum over a few source samples. Agrees with the reference within 1e-6 on values of ±1.
 */
public final class AntialiasedResize {
    private static final float CUBIC_A = -0.75f;
    private static final int CHANNELS = 3;

    private AntialiasedResize() {}

    /** A picture of three channels, read row by row. */
    public interface Source {
        /** Samples a row; at least 2. */
        int width();

        /** Rows; at least 2. */
        int height();

        /** Writes a row of a channel, {@link #width()} values. */
        void row(int channel, int y, float[] values);
    }

    /**
     * Stretches to {@code width × height}; values are not clamped, overshoot stays.
     *
     * @return [3, height, width], row-major
     */
    public static float[] resize(Source source, int width, int height) {
        Axis horizontal = Axis.of(source.width(), width);
        Axis vertical = Axis.of(source.height(), height);
        float[] row = new float[source.width()];
        float[] narrow = new float[source.height() * width];
        float[] out = new float[CHANNELS * height * width];
        for (int channel = 0; channel < CHANNELS; channel++) {
            for (int y = 0; y < source.height(); y++) {
                source.row(channel, y, row);
                horizontal.along(row, narrow, y * width);
            }
            vertical.across(narrow, width, out, channel * height * width);
        }
        return out;
    }

    /** Output sample o = Σ weights[o][i] · source sample (first[o] + i). */
    private record Axis(int[] first, float[][] weights) {

        static Axis of(int in, int out) {
            if (in < 2) {
                throw new IllegalArgumentException(in + " samples: an axis needs at least 2 to be mirrored");
            }
            float[] kernel = gaussian((double) in / out);
            float scale = out > 1 ? (float) (in - 1) / (out - 1) : 0;
            Axis axis = new Axis(new int[out], new float[out][]);
            for (int o = 0; o < out; o++) {
                // Float on purpose: a double coordinate drifts from the reference by up to 6e-5 of the value.
                float coordinate = o * scale;
                axis.place(o, coordinate, kernel, in);
            }
            return axis;
        }

        /** Folds blur and interpolation: each of the four bicubic taps spreads over the blur kernel around it. */
        private void place(int output, float coordinate, float[] kernel, int in) {
            int floor = (int) Math.floor(coordinate);
            int radius = kernel.length / 2;
            int from = Math.max(0, floor - 1 - radius);
            int to = Math.min(in - 1, floor + 2 + radius);
            float[] row = new float[to - from + 1];
            for (int tap = -1; tap <= 2; tap++) {
                float cubic = cubic(Math.abs(coordinate - floor - tap));
                int centre = Math.max(0, Math.min(in - 1, floor + tap));
                for (int i = 0; i < kernel.length; i++) {
                    row[mirrored(centre + i - radius, in) - from] += cubic * kernel[i];
                }
            }
            first[output] = from;
            weights[output] = row;
        }

        void along(float[] row, float[] out, int offset) {
            for (int o = 0; o < weights.length; o++) {
                float sum = 0;
                for (int i = 0; i < weights[o].length; i++) {
                    sum += weights[o][i] * row[first[o] + i];
                }
                out[offset + o] = sum;
            }
        }

        void across(float[] rows, int width, float[] out, int offset) {
            float[] sums = new float[width];
            for (int o = 0; o < weights.length; o++) {
                Arrays.fill(sums, 0);
                for (int i = 0; i < weights[o].length; i++) {
                    int from = (first[o] + i) * width;
                    for (int x = 0; x < width; x++) {
                        sums[x] += weights[o][i] * rows[from + x];
                    }
                }
                System.arraycopy(sums, 0, out, offset + o * width, width);
            }
        }
    }

    /** The blur for a reduction by {@code factor}; [0, 1, 0] where nothing is reduced. */
    static float[] gaussian(double factor) {
        double sigma = Math.max((factor - 1) / 2, 0.001);
        int size = (int) Math.max(4 * sigma, 3) | 1;
        float[] kernel = new float[size];
        float sum = 0;
        for (int i = 0; i < size; i++) {
            int distance = i - size / 2;
            kernel[i] = (float) StrictMath.exp(-(distance * distance) / (2 * sigma * sigma));
            sum += kernel[i];
        }
        for (int i = 0; i < size; i++) {
            kernel[i] /= sum;
        }
        return kernel;
    }

    /** Mirrors an index at the borders without repeating them. */
    private static int mirrored(int index, int length) {
        int inside = Math.abs(index);
        return inside < length ? inside : 2 * (length - 1) - inside;
    }

    private static float cubic(float distance) {
        float d = distance;
        return d <= 1
                ? ((CUBIC_A + 2) * d - (CUBIC_A + 3)) * d * d + 1
                : ((CUBIC_A * d - 5 * CUBIC_A) * d + 8 * CUBIC_A) * d - 4 * CUBIC_A;
    }
}
