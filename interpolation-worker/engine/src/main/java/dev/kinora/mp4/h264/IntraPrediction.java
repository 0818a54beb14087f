package dev.kinora.mp4.h264;

import java.util.Arrays;

/** Prediction of a whole macroblock's luma (ITU-T H.264, 8.3.3) and chroma (8.3.4) from the samples around it. */
final class IntraPrediction {
    static final int VERTICAL = 0;
    static final int HORIZONTAL = 1;
    static final int DC = 2;
    static final int PLANE = 3;
    /** intra_chroma_pred_mode of each of these. */
    private static final int[] CHROMA_MODE = {2, 1, 0, 3};

    private IntraPrediction() {}

    static int chromaMode(int mode) {
        return CHROMA_MODE[mode];
    }

    /** Whether the samples that a mode needs are in the picture. */
    static boolean isPossible(int mode, int x, int y) {
        return switch (mode) {
            case VERTICAL -> y > 0;
            case HORIZONTAL -> x > 0;
            case PLANE -> x > 0 && y > 0;
            default -> true;
        };
    }

    /**
     * Predicts a square block.
     *
     * @param x of its left upper sample in the plane
     * @param size 16 for luma, 8 for chroma
     */
    static void predict(int mode, Plane plane, int x, int y, int size, int[] target) {
        int at = plane.at(x, y);
        switch (mode) {
            case VERTICAL -> vertical(plane, at, size, target);
            case HORIZONTAL -> horizontal(plane, at, size, target);
            case PLANE -> plane(plane, at, size, target);
            default -> dc(plane, at, x > 0, y > 0, size, target);
        }
    }

    private static void vertical(Plane plane, int at, int size, int[] target) {
        for (int row = 0; row < size; row++) {
            System.arraycopy(plane.samples, at - plane.stride, target, row * size, size);
        }
    }

    private static void horizontal(Plane plane, int at, int size, int[] target) {
        for (int row = 0; row < size; row++) {
            int left = plane.samples[at + row * plane.stride - 1];
            Arrays.fill(target, row * size, (row + 1) * size, left);
        }
    }

    private static void dc(Plane plane, int at, boolean hasLeft, boolean hasTop, int size, int[] target) {
        if (size == 16) {
            Arrays.fill(target, mean(plane, at, at, hasLeft, hasTop, 16));
            return;
        }
        for (int block = 0; block < 4; block++) {
            int right = (block & 1) * 4;
            int down = (block >> 1) * 4;
            // Blocks off the diagonal prefer the side that they touch.
            boolean left = hasLeft && (block != 1 || !hasTop);
            boolean top = hasTop && (block != 2 || !hasLeft);
            int value = mean(plane, at + down * plane.stride, at + right, left, top, 4);
            for (int row = 0; row < 4; row++) {
                int start = (down + row) * 8 + right;
                Arrays.fill(target, start, start + 4, value);
            }
        }
    }

    private static int mean(Plane plane, int besideLeft, int belowTop, boolean left, boolean top, int size) {
        int sum = 0;
        int count = 0;
        for (int i = 0; left && i < size; i++, count++) {
            sum += plane.samples[besideLeft + i * plane.stride - 1];
        }
        for (int i = 0; top && i < size; i++, count++) {
            sum += plane.samples[belowTop + i - plane.stride];
        }
        return count == 0 ? 128 : (sum + count / 2) / count;
    }

    private static void plane(Plane plane, int at, int size, int[] target) {
        int half = size / 2;
        int[] samples = plane.samples;
        int top = at - plane.stride;
        int across = 0;
        int down = 0;
        for (int i = 1; i <= half; i++) {
            across += i * (samples[top + half - 1 + i] - samples[top + half - 1 - i]);
            int middle = at + (half - 1) * plane.stride - 1;
            down += i * (samples[middle + i * plane.stride] - samples[middle - i * plane.stride]);
        }
        int weight = size == 16 ? 5 : 34;
        int slopeX = weight * across + 32 >> 6;
        int slopeY = weight * down + 32 >> 6;
        int corner = 16 * (samples[at + (size - 1) * plane.stride - 1] + samples[top + size - 1]);
        for (int y = 0; y < size; y++) {
            for (int x = 0; x < size; x++) {
                int value = corner + slopeX * (x - half + 1) + slopeY * (y - half + 1) + 16 >> 5;
                target[y * size + x] = Math.max(0, Math.min(255, value));
            }
        }
    }
}
