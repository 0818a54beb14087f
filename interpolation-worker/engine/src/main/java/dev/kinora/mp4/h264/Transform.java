package dev.kinora.mp4.h264;

/** The integer transforms of ITU-T H.264, 8.5: blocks are four rows of four. */
final class Transform {
    private Transform() {}

    /** Core transform of source minus prediction. */
    static void forward(int[] source, int[] prediction, int at, int stride, int[] block) {
        for (int i = 0, row = at; i < 16; i += 4, row += stride) {
            int a = source[row] - prediction[row];
            int b = source[row + 1] - prediction[row + 1];
            int c = source[row + 2] - prediction[row + 2];
            int d = source[row + 3] - prediction[row + 3];
            block[i] = a + d + b + c;
            block[i + 1] = 2 * (a - d) + b - c;
            block[i + 2] = a + d - b - c;
            block[i + 3] = a - d - 2 * (b - c);
        }
        for (int i = 0; i < 4; i++) {
            int outer = block[i] + block[i + 12];
            int inner = block[i + 4] + block[i + 8];
            int outerDifference = block[i] - block[i + 12];
            int innerDifference = block[i + 4] - block[i + 8];
            block[i] = outer + inner;
            block[i + 4] = 2 * outerDifference + innerDifference;
            block[i + 8] = outer - inner;
            block[i + 12] = outerDifference - 2 * innerDifference;
        }
    }

    /** Prediction plus the residual of a scaled block (8.5.12.2), to the same place of the target; changes the block. */
    static void inverse(int[] block, int[] prediction, int[] target, int at, int stride) {
        for (int i = 0; i < 16; i += 4) {
            int even = block[i] + block[i + 2];
            int odd = block[i] - block[i + 2];
            int low = (block[i + 1] >> 1) - block[i + 3];
            int high = block[i + 1] + (block[i + 3] >> 1);
            block[i] = even + high;
            block[i + 1] = odd + low;
            block[i + 2] = odd - low;
            block[i + 3] = even - high;
        }
        for (int i = 0, column = at; i < 4; i++, column++) {
            int even = block[i] + block[i + 8];
            int odd = block[i] - block[i + 8];
            int low = (block[i + 4] >> 1) - block[i + 12];
            int high = block[i + 4] + (block[i + 12] >> 1);
            add(prediction, target, column, even + high);
            add(prediction, target, column + stride, odd + low);
            add(prediction, target, column + 2 * stride, odd - low);
            add(prediction, target, column + 3 * stride, even - high);
        }
    }

    private static void add(int[] prediction, int[] target, int at, int residual) {
        target[at] = Math.max(0, Math.min(255, prediction[at] + (residual + 32 >> 6)));
    }

    /** Hadamard transform in place; its own inverse but for a factor of 16. */
    static void hadamard(int[] block) {
        for (int i = 0; i < 16; i += 4) {
            hadamard(block, i, 1);
        }
        for (int i = 0; i < 4; i++) {
            hadamard(block, i, 4);
        }
    }

    private static void hadamard(int[] block, int at, int step) {
        int outer = block[at] + block[at + 3 * step];
        int inner = block[at + step] + block[at + 2 * step];
        int outerDifference = block[at] - block[at + 3 * step];
        int innerDifference = block[at + step] - block[at + 2 * step];
        block[at] = outer + inner;
        block[at + step] = outerDifference + innerDifference;
        block[at + 2 * step] = outer - inner;
        block[at + 3 * step] = outerDifference - innerDifference;
    }

    /** Hadamard transform of four values in place; its own inverse but for a factor of 4. */
    static void hadamard2(int[] values, int at) {
        int top = values[at] + values[at + 1];
        int topDifference = values[at] - values[at + 1];
        int bottom = values[at + 2] + values[at + 3];
        int bottomDifference = values[at + 2] - values[at + 3];
        values[at] = top + bottom;
        values[at + 1] = topDifference + bottomDifference;
        values[at + 2] = top - bottom;
        values[at + 3] = topDifference - bottomDifference;
    }
}
