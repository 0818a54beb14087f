package dev.kinora.mp4.h264;

/** Prediction of a 4×4 luma block in nine modes (ITU-T H.264, 8.3.1.2). */
final class Intra4x4Prediction {
    static final int MODES = 9;
    static final int DC = 2;
    /** Rows and columns of the predicted block stand so far apart: that of a macroblock. */
    private static final int STRIDE = 16;

    /** Left samples from the lowest up, corner, upper samples from the left: −1 is the corner for both sides. */
    private final int[] edge = new int[13];

    private boolean hasLeft;
    private boolean hasTop;

    /** Takes the samples around a block. Those to the upper right repeat the last upper one where there are none yet. */
    void look(Plane plane, int at, boolean hasLeft, boolean hasTop, boolean hasTopRight) {
        this.hasLeft = hasLeft;
        this.hasTop = hasTop;
        int[] samples = plane.samples;
        for (int i = 0; hasLeft && i < 4; i++) {
            edge[3 - i] = samples[at + i * plane.stride - 1];
        }
        int top = at - plane.stride;
        if (hasTop) {
            System.arraycopy(samples, top, edge, 5, hasTopRight ? 8 : 4);
            for (int i = 4; !hasTopRight && i < 8; i++) {
                edge[5 + i] = edge[8];
            }
        }
        edge[4] = samples[top - 1];
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

    void predict(int mode, int[] target, int at) {
        for (int y = 0; y < 4; y++) {
            for (int x = 0; x < 4; x++) {
                target[at + y * STRIDE + x] = switch (mode) {
                    case 0 -> top(x);
                    case 1 -> left(y);
                    case DC -> 0;
                    case 3 -> smooth(5 + x + y + 1);
                    case 4 -> smooth(4 + x - y);
                    case 5 -> verticalRight(x, y);
                    case 6 -> horizontalDown(x, y);
                    case 7 -> y % 2 == 0 ? between(5 + x + y / 2) : smooth(5 + x + y / 2 + 1);
                    default -> horizontalUp(x + 2 * y);
                };
            }
        }
        if (mode == DC) {
            fill(target, at, mean());
        }
    }

    private int top(int x) {
        return edge[5 + x];
    }

    private int left(int y) {
        return edge[3 - y];
    }

    private int smooth(int i) {
        return edge[i - 1] + 2 * edge[i] + edge[Math.min(i + 1, 12)] + 2 >> 2;
    }

    private int between(int i) {
        return edge[i] + edge[i + 1] + 1 >> 1;
    }

    private int verticalRight(int x, int y) {
        int z = 2 * x - y;
        if (z < 0) {
            return smooth(z == -1 ? 4 : 5 - y);
        }
        int i = 5 + x - (y >> 1);
        return z % 2 == 0 ? between(i - 1) : smooth(i - 1);
    }

    private int horizontalDown(int x, int y) {
        int z = 2 * y - x;
        if (z < 0) {
            return smooth(z == -1 ? 4 : 4 + x - 1);
        }
        int i = 3 - (y - (x >> 1));
        return z % 2 == 0 ? between(i) : smooth(i + 1);
    }

    private int horizontalUp(int z) {
        if (z > 5) {
            return edge[0];
        }
        if (z == 5) {
            return edge[1] + 3 * edge[0] + 2 >> 2;
        }
        return z % 2 == 0 ? between(2 - z / 2) : smooth(2 - z / 2);
    }

    private int mean() {
        int sum = 0;
        for (int i = 0; i < 4; i++) {
            sum += (hasLeft ? edge[i] : 0) + (hasTop ? edge[5 + i] : 0);
        }
        if (hasLeft && hasTop) {
            return sum + 4 >> 3;
        }
        return hasLeft || hasTop ? sum + 2 >> 2 : 128;
    }

    private static void fill(int[] target, int at, int value) {
        for (int y = 0; y < 4; y++) {
            for (int x = 0; x < 4; x++) {
                target[at + y * STRIDE + x] = value;
            }
        }
    }
}
