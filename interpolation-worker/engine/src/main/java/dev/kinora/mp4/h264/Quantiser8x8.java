package dev.kinora.mp4.h264;

/** Quantisation of 8×8 blocks at one QP and its inverse with flat scaling (ITU-T H.264, 8.5.9 and 8.5.13.1). */
final class Quantiser8x8 {
    /** Raster position of each coefficient in zig-zag order (table 8-2). */
    static final int[] ZIG_ZAG = {
        0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14,
        21, 28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46, 53, 60,
        61, 54, 47, 55, 62, 63
    };
    /** normAdjust8x8 of 8.5.9, by the kind of a position. */
    private static final int[][] SCALE = {
        {20, 18, 32, 19, 25, 24}, {22, 19, 35, 21, 28, 26}, {26, 23, 42, 24, 33, 31},
        {28, 25, 45, 26, 35, 33}, {32, 28, 51, 30, 40, 38}, {36, 32, 58, 34, 46, 43}
    };
    /** Squared norms of the forward transform's rows: 0 and 4, odd ones, 2 and 6. */
    private static final double[] NORM = {8, 578 / 64.0, 5};

    /** Kind of a position by those of its row and column, each as in {@link #NORM}. */
    private static final int[][] KIND = {{0, 3, 4}, {3, 1, 5}, {4, 5, 2}};

    private final int period;
    private final int shift;
    private final int deadZone;
    private final int[] factors = new int[64];
    private final int[] scales = new int[64];

    /** At a QP from 0 to 51; what is below 1 − rounding of a step becomes 0, rounding being in 1/64 of a step. */
    Quantiser8x8(int qp, int rounding) {
        period = qp / 6;
        shift = 16 + period;
        deadZone = (int) ((long) rounding << shift >> 6);
        for (int i = 0; i < 64; i++) {
            int row = frequency(i >> 3);
            int column = frequency(i & 7);
            int scale = SCALE[qp % 6][KIND[row][column]];
            scales[i] = 16 * scale;
            factors[i] = (int) Math.round((1 << 24) / (scale * NORM[row] * NORM[column]));
        }
    }

    private static int frequency(int line) {
        return line % 2 == 1 ? 1 : line % 4;
    }

    /**
     * Levels of a block in zig-zag order.
     *
     * @param exact takes the magnitudes before rounding, in parts of {@link LevelDecision#STEP}
     * @return how many are not 0
     */
    int levels(int[] block, int[] levels, int at, int[] exact) {
        int nonZero = 0;
        for (int i = 0; i < 64; i++) {
            int position = ZIG_ZAG[i];
            int coefficient = block[position];
            int scaled = Math.abs(coefficient) * factors[position];
            exact[i] = scaled >> shift - LevelDecision.STEP_BITS;
            int magnitude = scaled + deadZone >> shift;
            nonZero += magnitude == 0 ? 0 : 1;
            levels[at + i] = coefficient < 0 ? -magnitude : magnitude;
        }
        return nonZero;
    }

    /** Scaled coefficients of levels in zig-zag order (8.5.13.1). */
    void scale(int[] levels, int at, int[] block) {
        for (int i = 0; i < 64; i++) {
            int position = ZIG_ZAG[i];
            block[position] = (levels[at + i] * scales[position] << period) + 32 >> 6;
        }
    }
}
