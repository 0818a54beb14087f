package dev.kinora.mp4.h264;

import java.util.Arrays;

/** Quantisation at one QP and its inverse with flat scaling (ITU-T H.264, 8.5.9 to 8.5.12). */
final class Quantiser {
    /** Raster position of each coefficient in zig-zag order (figure 6-9... table 8-2). */
    static final int[] ZIG_ZAG = {0, 1, 4, 8, 5, 2, 3, 6, 9, 12, 13, 10, 7, 11, 14, 15};

    /** normAdjust of 8.5.9: corners, centres, others. */
    private static final int[][] SCALE = {
        {10, 16, 13}, {11, 18, 14}, {13, 20, 16}, {14, 23, 18}, {16, 25, 20}, {18, 29, 23}
    };
    /** 2^21 over (scale · the squared norm of the forward transform's row and column over 64). */
    private static final int[][] FACTOR = {
        {13107, 5243, 8066},
        {11916, 4660, 7490},
        {10082, 4194, 6554},
        {9362, 3647, 5825},
        {8192, 3355, 5243},
        {7282, 2893, 4559}
    };
    /** QPc for qPI from 30 (table 8-15). */
    private static final int[] CHROMA = {
        29, 30, 31, 32, 32, 33, 34, 34, 35, 35, 36, 36, 37, 37, 37, 38, 38, 38, 39, 39, 39, 39
    };

    private final int shift;
    private final int period;
    private final int deadZone;
    /** The greatest magnitude of each coefficient that becomes 0. */
    private final int[] dropped = new int[16];

    private final int[] factors = new int[16];
    private final int[] scales = new int[16];

    /** At a QP from 0 to 51; what is below 1 − rounding of a step becomes 0, rounding being in 1/64 of a step. */
    Quantiser(int qp, int rounding) {
        period = qp / 6;
        shift = 15 + period;
        deadZone = (int) ((long) rounding << shift >> 6);
        for (int i = 0; i < 16; i++) {
            int odd = (i & 1) + (i >> 2 & 1);
            int kind = odd == 0 ? 0 : odd == 2 ? 1 : 2;
            factors[i] = FACTOR[qp % 6][kind];
            scales[i] = SCALE[qp % 6][kind];
            dropped[i] = ((1 << shift) - deadZone - 1) / factors[i];
        }
    }

    /** Step of the quantiser at a QP: 0.625 at 0, twice as much with every six. */
    static double step(int qp) {
        return 0.625 * Math.pow(2, qp / 6.0);
    }

    static int chromaQp(int qp) {
        return qp < 30 ? qp : CHROMA[qp - 30];
    }

    /**
     * Levels of a block in zig-zag order from a first coefficient on.
     *
     * @param exact takes the magnitudes before rounding from index 0, in parts of {@link LevelDecision#STEP}, unless all
     *     levels are 0
     * @return how many are not 0
     */
    int levels(int[] block, int first, int[] levels, int at, int[] exact) {
        if (isDropped(block, first)) {
            Arrays.fill(levels, at + first, at + 16, 0);
            return 0;
        }
        int nonZero = 0;
        for (int i = first; i < 16; i++) {
            int position = ZIG_ZAG[i];
            int coefficient = block[position];
            int scaled = Math.abs(coefficient) * factors[position];
            exact[i - first] = scaled >> shift - LevelDecision.STEP_BITS;
            int magnitude = scaled + deadZone >> shift;
            nonZero += magnitude == 0 ? 0 : 1;
            levels[at + i] = coefficient < 0 ? -magnitude : magnitude;
        }
        return nonZero;
    }

    /** Whether all coefficients from the first on, which is 0 or 1 in raster order as in zig-zag order, become 0. */
    private boolean isDropped(int[] block, int first) {
        int sign = 0;
        for (int i = first; i < 16; i++) {
            sign |= dropped[i] - Math.abs(block[i]);
        }
        return sign >= 0;
    }

    /** The level of a DC coefficient after its Hadamard transform. */
    int dcLevel(int value) {
        int level = (int) ((long) Math.abs(value) * factors[0] + 2L * deadZone >> shift + 1);
        return value < 0 ? -level : level;
    }

    /** Scaled coefficients of levels in zig-zag order from a first one on (8.5.12.1); leaves the others alone. */
    void scale(int[] levels, int at, int first, int[] block) {
        for (int i = first; i < 16; i++) {
            int position = ZIG_ZAG[i];
            block[position] = levels[at + i] * scales[position] << period;
        }
    }

    /** 8.5.10: a luma DC coefficient from its level after the Hadamard transform. */
    int lumaDc(int value) {
        int scaled = value * scales[0];
        return period >= 2 ? scaled << period - 2 : scaled + (1 << 1 - period) >> 2 - period;
    }

    /** 8.5.11.2: a chroma DC coefficient from its level after the Hadamard transform. */
    int chromaDc(int value) {
        return (value * scales[0] << period) >> 1;
    }
}
