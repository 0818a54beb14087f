package dev.kinora.engine.image;

import java.util.Arrays;

/**
 * Pillow's LANCZOS for 8-bit pictures, bit for bit: what the VAE sees. Horizontal pass, then vertical, each with 22-bit
 * fixed-point weights and an 8-bit result, each left out where the size stays.
 *
 * <p>Hand-written because no Java resampler rounds alike, and the VAE's input decides every later number.
 */
public final class LanczosResize {
    private static final int LOBES = 3;
    private static final int FRACTION_BITS = 22;
    private static final int HALF = 1 << (FRACTION_BITS - 1);

    private LanczosResize() {}

    /** The picture in the window, stretched to {@code width × height} pixels. */
    public static RgbImage resize(Window window, int width, int height) {
        byte[] rows = horizontally(window, width);
        return new RgbImage(width, height, vertically(rows, width, window.height(), height));
    }

    private static byte[] horizontally(Window window, int width) {
        byte[] out = new byte[Math.multiplyExact(3 * width, window.height())];
        byte[] row = new byte[3 * window.width()];
        Taps[] taps = Taps.all(window.width(), width);
        for (int y = 0; y < window.height(); y++) {
            window.row(y, row);
            int start = 3 * width * y;
            if (window.width() == width) {
                System.arraycopy(row, 0, out, start, row.length);
                continue;
            }
            for (int x = 0; x < width; x++) {
                blend(row, taps[x], out, start + 3 * x);
            }
        }
        return out;
    }

    private static void blend(byte[] row, Taps taps, byte[] out, int at) {
        int red = HALF;
        int green = HALF;
        int blue = HALF;
        int from = 3 * taps.first;
        for (int weight : taps.weights) {
            red += weight * (row[from] & 0xFF);
            green += weight * (row[from + 1] & 0xFF);
            blue += weight * (row[from + 2] & 0xFF);
            from += 3;
        }
        out[at] = clamp(red);
        out[at + 1] = clamp(green);
        out[at + 2] = clamp(blue);
    }

    private static byte[] vertically(byte[] rows, int width, int height, int outHeight) {
        if (height == outHeight) {
            return rows;
        }
        int stride = 3 * width;
        byte[] out = new byte[Math.multiplyExact(stride, outHeight)];
        int[] sums = new int[stride];
        Taps[] taps = Taps.all(height, outHeight);
        for (int y = 0; y < outHeight; y++) {
            Arrays.fill(sums, HALF);
            for (int tap = 0; tap < taps[y].weights.length; tap++) {
                int weight = taps[y].weights[tap];
                int from = stride * (taps[y].first + tap);
                for (int i = 0; i < stride; i++) {
                    sums[i] += weight * (rows[from + i] & 0xFF);
                }
            }
            for (int i = 0; i < stride; i++) {
                out[stride * y + i] = clamp(sums[i]);
            }
        }
        return out;
    }

    private static byte clamp(int sum) {
        return (byte) Math.max(0, Math.min(255, sum >> FRACTION_BITS));
    }

    /** The source pixels of one output pixel, from {@code first} on, with weights of 1 = 2²². */
    private record Taps(int first, int[] weights) {

        static Taps[] all(int in, int out) {
            Taps[] taps = new Taps[out];
            for (int o = 0; o < out; o++) {
                taps[o] = of(o, in, out);
            }
            return taps;
        }

        private static Taps of(int output, int in, int out) {
            double scale = (double) in / out;
            double filterScale = Math.max(scale, 1);
            double support = LOBES * filterScale;
            double centre = (output + 0.5) * scale;
            int first = Math.max((int) (centre - support + 0.5), 0);
            int end = Math.min((int) (centre + support + 0.5), in);
            double[] weights = new double[end - first];
            double sum = 0;
            for (int i = 0; i < weights.length; i++) {
                weights[i] = lanczos((i + first - centre + 0.5) * (1 / filterScale));
                sum += weights[i];
            }
            return new Taps(first, fixedPoint(weights, 1 / sum));
        }

        private static int[] fixedPoint(double[] weights, double factor) {
            int[] fixed = new int[weights.length];
            for (int i = 0; i < fixed.length; i++) {
                double scaled = weights[i] * factor * (1 << FRACTION_BITS);
                fixed[i] = (int) (scaled + (scaled < 0 ? -0.5 : 0.5));
            }
            return fixed;
        }

        private static double lanczos(double t) {
            return -LOBES <= t && t < LOBES ? sinc(t) * sinc(t / LOBES) : 0;
        }

        private static double sinc(double t) {
            return t == 0 ? 1 : StrictMath.sin(t * Math.PI) / (t * Math.PI);
        }
    }
}
