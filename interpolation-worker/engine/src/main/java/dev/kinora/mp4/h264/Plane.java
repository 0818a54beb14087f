package dev.kinora.mp4.h264;

import java.util.Arrays;

/** Samples 0 to 255 of one plane with a margin around it, for vectors that point outside (ITU-T H.264, 8.4.2.2). */
final class Plane {
    /** Samples on each side; a reference block begins at most 24 of them outside. */
    static final int MARGIN = 32;

    final int width;
    final int height;
    final int stride;
    final int[] samples;

    Plane(int width, int height) {
        this.width = width;
        this.height = height;
        this.stride = width + 2 * MARGIN;
        this.samples = new int[stride * (height + 2 * MARGIN)];
    }

    /** Index of a sample; coordinates may lie in the margin. */
    int at(int x, int y) {
        return (y + MARGIN) * stride + x + MARGIN;
    }

    /** Repeats the outermost samples into the margin. */
    void fillMargin() {
        for (int y = 0; y < height; y++) {
            int row = at(0, y);
            Arrays.fill(samples, row - MARGIN, row, samples[row]);
            Arrays.fill(samples, row + width, row + width + MARGIN, samples[row + width - 1]);
        }
        int top = at(-MARGIN, 0);
        int bottom = at(-MARGIN, height - 1);
        for (int y = 1; y <= MARGIN; y++) {
            System.arraycopy(samples, top, samples, top - y * stride, stride);
            System.arraycopy(samples, bottom, samples, bottom + y * stride, stride);
        }
    }
}
