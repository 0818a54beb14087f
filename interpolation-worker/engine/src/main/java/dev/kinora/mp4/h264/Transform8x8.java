package dev.kinora.mp4.h264;

/** The 8×8 integer transform of ITU-T H.264, 8.5.13: blocks are eight rows of eight. */
final class Transform8x8 {
    private Transform8x8() {}

    /** Core transform of source minus prediction, whose rows stand 16 apart. */
    static void forward(int[] source, int[] prediction, int at, int[] block) {
        for (int i = 0; i < 64; i++) {
            int from = at + (i >> 3) * 16 + (i & 7);
            block[i] = source[from] - prediction[from];
        }
        for (int i = 0; i < 8; i++) {
            forward(block, 8 * i, 1);
        }
        for (int i = 0; i < 8; i++) {
            forward(block, i, 8);
        }
    }

    /** The transposed of what the standard applies, odd half with the same shifts. */
    private static void forward(int[] b, int at, int step) {
        int s0 = b[at] + b[at + 7 * step];
        int s1 = b[at + step] + b[at + 6 * step];
        int s2 = b[at + 2 * step] + b[at + 5 * step];
        int s3 = b[at + 3 * step] + b[at + 4 * step];
        int d0 = b[at] - b[at + 7 * step];
        int d1 = b[at + step] - b[at + 6 * step];
        int d2 = b[at + 2 * step] - b[at + 5 * step];
        int d3 = b[at + 3 * step] - b[at + 4 * step];
        b[at] = s0 + s3 + s1 + s2;
        b[at + 4 * step] = s0 + s3 - s1 - s2;
        b[at + 2 * step] = s0 - s3 + (s1 - s2 >> 1);
        b[at + 6 * step] = (s0 - s3 >> 1) - s1 + s2;
        int o0 = d1 + d2 + d0 + (d0 >> 1);
        int o1 = d0 - d3 - d2 - (d2 >> 1);
        int o2 = d0 + d3 - d1 - (d1 >> 1);
        int o3 = d1 - d2 + d3 + (d3 >> 1);
        b[at + step] = o0 + (o3 >> 2);
        b[at + 3 * step] = o1 + (o2 >> 2);
        b[at + 5 * step] = o2 - (o1 >> 2);
        b[at + 7 * step] = (o0 >> 2) - o3;
    }

    /** Prediction plus the residual of a scaled block, to the same place of the target; changes the block. */
    static void inverse(int[] block, int[] prediction, int[] target, int at) {
        for (int i = 0; i < 8; i++) {
            inverse(block, 8 * i, 1);
        }
        for (int i = 0; i < 8; i++) {
            inverse(block, i, 8);
        }
        for (int i = 0; i < 64; i++) {
            int to = at + (i >> 3) * 16 + (i & 7);
            target[to] = Math.max(0, Math.min(255, prediction[to] + (block[i] + 32 >> 6)));
        }
    }

    private static void inverse(int[] b, int at, int step) {
        int d1 = b[at + step];
        int d3 = b[at + 3 * step];
        int d5 = b[at + 5 * step];
        int d7 = b[at + 7 * step];
        int outer = b[at] + b[at + 4 * step];
        int inner = b[at] - b[at + 4 * step];
        int low = b[at + 2 * step] + (b[at + 6 * step] >> 1);
        int high = (b[at + 2 * step] >> 1) - b[at + 6 * step];
        int e1 = d5 - d3 - d7 - (d7 >> 1);
        int e3 = d1 + d7 - d3 - (d3 >> 1);
        int e5 = d7 - d1 + d5 + (d5 >> 1);
        int e7 = d3 + d5 + d1 + (d1 >> 1);
        pair(b, at, at + 7 * step, outer + low, e7 - (e1 >> 2));
        pair(b, at + step, at + 6 * step, inner + high, (e3 >> 2) - e5);
        pair(b, at + 2 * step, at + 5 * step, inner - high, e3 + (e5 >> 2));
        pair(b, at + 3 * step, at + 4 * step, outer - low, e1 + (e7 >> 2));
    }

    private static void pair(int[] b, int first, int last, int even, int odd) {
        b[first] = even + odd;
        b[last] = even - odd;
    }
}
