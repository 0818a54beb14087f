package dev.kinora.mp4.h264;

/** How far two blocks are apart. */
final class Distortion {
    private Distortion() {}

    /** Sum of squared differences of whole arrays. */
    static int squares(int[] first, int[] second) {
        int sum = 0;
        for (int i = 0; i < first.length; i++) {
            int difference = first[i] - second[i];
            sum += difference * difference;
        }
        return sum;
    }

    /** Half the magnitudes of the 4×4 Hadamard transforms of the difference of two square blocks: about the bits that it takes. */
    static int transformed(int[] first, int[] second, int at, int size, int stride) {
        return transformed(first, second, at, size, stride, Integer.MAX_VALUE);
    }

    /** The same, given up once it is at or above a limit. */
    static int transformed(int[] first, int[] second, int at, int size, int stride, int limit) {
        int sum = 0;
        for (int y = 0; y < size && sum < limit; y += 4) {
            for (int x = 0; x < size; x += 4) {
                sum += transformed(first, second, at + y * stride + x, stride);
            }
        }
        return sum;
    }

    /** Of one 4×4 block: four columns, each in sixteen bits of a long, go through the butterflies at once. */
    static int transformed(int[] first, int[] second, int at, int stride) {
        long a = row(first, second, at);
        long b = row(first, second, at + stride);
        long c = row(first, second, at + 2 * stride);
        long d = row(first, second, at + 3 * stride);
        long sumAb = a + b;
        long sumCd = c + d;
        long differenceAb = a - b;
        long differenceCd = c - d;
        long all = Lanes.magnitudes(sumAb + sumCd)
                + Lanes.magnitudes(sumAb - sumCd)
                + Lanes.magnitudes(differenceAb + differenceCd)
                + Lanes.magnitudes(differenceAb - differenceCd);
        return Lanes.sum(all) >> 1;
    }

    /** Hadamard transform of the differences of one row, the lowest first. */
    private static long row(int[] first, int[] second, int at) {
        int d0 = first[at] - second[at];
        int d1 = first[at + 1] - second[at + 1];
        int d2 = first[at + 2] - second[at + 2];
        int d3 = first[at + 3] - second[at + 3];
        int s01 = d0 + d1;
        int s23 = d2 + d3;
        int m01 = d0 - d1;
        int m23 = d2 - d3;
        return (s01 + s23) + ((long) (s01 - s23) << 16) + ((long) (m01 + m23) << 32) + ((long) (m01 - m23) << 48);
    }
}
