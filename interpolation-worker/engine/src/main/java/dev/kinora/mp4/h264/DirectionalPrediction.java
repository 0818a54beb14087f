package dev.kinora.mp4.h264;

import java.util.Arrays;

/** Prediction of a 4×4 or 8×8 luma block in nine modes (ITU-T H.264, 8.3.1.2 and 8.3.2.2). */
final class DirectionalPrediction {
    static final int MODES = 9;
    static final int DC = 2;
    /** Rows and columns of the predicted block stand so far apart: that of a macroblock. */
    private static final int STRIDE = 16;

    private final int size;
    /** Left samples from the lowest up, corner, upper samples from the left: as many above as twice the size. */
    private int[] edge;

    private int[] raw;
    /** Mean of a sample of the edge and the next one; of it and both beside it, weighted 1 : 2 : 1. */
    private final int[] between;

    private final int[] smooth;
    private boolean hasLeft;
    private boolean hasTop;

    /** For blocks of 4×4 or 8×8. */
    DirectionalPrediction(int size) {
        this.size = size;
        edge = new int[3 * size + 1];
        raw = new int[3 * size + 1];
        between = new int[3 * size + 1];
        smooth = new int[3 * size + 1];
    }

    /** Takes the samples around a block. Those to the upper right repeat the last upper one where there are none yet. */
    void look(Plane plane, int at, boolean hasLeft, boolean hasTop, boolean hasTopRight) {
        this.hasLeft = hasLeft;
        this.hasTop = hasTop;
        int[] samples = plane.samples;
        for (int i = 0; hasLeft && i < size; i++) {
            edge[size - 1 - i] = samples[at + i * plane.stride - 1];
        }
        int top = at - plane.stride;
        edge[size] = samples[top - 1];
        if (hasTop) {
            System.arraycopy(samples, top, edge, size + 1, hasTopRight ? 2 * size : size);
            if (!hasTopRight) {
                Arrays.fill(edge, 2 * size + 1, 3 * size + 1, edge[2 * size]);
            }
        }
        if (size == 8) {
            filter();
        }
        smooth(edge, smooth, 0, 3 * size);
        for (int i = 0; i < 3 * size; i++) {
            between[i] = edge[i] + edge[i + 1] + 1 >> 1;
        }
    }

    /** The edge of an 8×8 block is smoothed as far as it is there (8.3.2.2.1). */
    private void filter() {
        int[] former = raw;
        raw = edge;
        edge = former;
        smooth(raw, edge, hasLeft ? 0 : size + 1, hasTop ? 3 * size : size - 1);
    }

    private static void smooth(int[] from, int[] to, int first, int last) {
        for (int i = first; i <= last; i++) {
            to[i] = from[Math.max(first, i - 1)] + 2 * from[i] + from[Math.min(last, i + 1)] + 2 >> 2;
        }
    }

    /** Whether a mode's samples are in the picture. */
    boolean isPossible(int mode) {
        return switch (mode) {
            case DC -> true;
            case 0, 3, 7 -> hasTop;
            case 1, 8 -> hasLeft;
            default -> hasLeft && hasTop;
        };
    }

    /** Predicts a block whose first sample is at an index of the target. */
    void predict(int mode, int[] target, int at) {
        int mean = mode == DC ? mean() : 0;
        for (int y = 0; y < size; y++) {
            int row = at + y * STRIDE;
            switch (mode) {
                case 0 -> System.arraycopy(edge, size + 1, target, row, size);
                case 1 -> Arrays.fill(target, row, row + size, edge[size - 1 - y]);
                case DC -> Arrays.fill(target, row, row + size, mean);
                case 3 -> System.arraycopy(smooth, size + 2 + y, target, row, size);
                case 4 -> System.arraycopy(smooth, size - y, target, row, size);
                case 5 -> verticalRight(y, target, row);
                case 6 -> horizontalDown(y, target, row);
                case 7 -> System.arraycopy(y % 2 == 0 ? between : smooth, size + 1 + (y + 1) / 2, target, row, size);
                default -> horizontalUp(y, target, row);
            }
        }
    }

    private void verticalRight(int y, int[] target, int row) {
        for (int x = 0; x < size; x++) {
            int z = 2 * x - y;
            int middle = size + x - (y >> 1);
            target[row + x] = z < 0 ? smooth[size + 1 + z] : z % 2 == 0 ? between[middle] : smooth[middle];
        }
    }

    private void horizontalDown(int y, int[] target, int row) {
        for (int x = 0; x < size; x++) {
            int z = 2 * y - x;
            int middle = size - 1 - y + (x >> 1);
            target[row + x] = z < 0 ? smooth[size - 1 - z] : z % 2 == 0 ? between[middle] : smooth[middle + 1];
        }
    }

    private void horizontalUp(int y, int[] target, int row) {
        for (int x = 0; x < size; x++) {
            int z = x + 2 * y;
            int middle = size - 2 - z / 2;
            target[row + x] = z > 2 * size - 3 ? edge[0] : z % 2 == 0 ? between[middle] : smooth[middle];
        }
    }

    private int mean() {
        int sum = 0;
        for (int i = 0; i < size; i++) {
            sum += (hasLeft ? edge[i] : 0) + (hasTop ? edge[size + 1 + i] : 0);
        }
        int count = (hasLeft ? size : 0) + (hasTop ? size : 0);
        return count == 0 ? 128 : (sum + count / 2) / count;
    }
}
