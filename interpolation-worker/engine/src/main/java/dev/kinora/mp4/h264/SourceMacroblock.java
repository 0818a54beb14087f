package dev.kinora.mp4.h264;

/** The samples of a macroblock that is to be coded. */
final class SourceMacroblock {
    final int[] luma = new int[256];
    final int[][] chroma = new int[2][64];
    /** Luma again as {@link Lanes}, two for each row: even columns and odd ones. */
    final long[] even = new long[32];

    final long[] odd = new long[32];

    void take(Yuv420 picture, int mbX, int mbY) {
        take(picture.luma(), picture.width(), mbX, mbY, 16, luma);
        take(picture.cb(), picture.width() / 2, mbX, mbY, 8, chroma[0]);
        take(picture.cr(), picture.width() / 2, mbX, mbY, 8, chroma[1]);
        for (int i = 0; i < 32; i++) {
            int at = (mbY * 16 + (i >> 1)) * picture.width() + mbX * 16 + (i & 1) * 8;
            long eight = Lanes.eight(picture.luma(), at);
            even[i] = Lanes.even(eight);
            odd[i] = Lanes.odd(eight);
        }
    }

    private static void take(byte[] plane, int stride, int mbX, int mbY, int size, int[] target) {
        for (int y = 0; y < size; y++) {
            int at = (mbY * size + y) * stride + mbX * size;
            for (int x = 0; x < size; x++) {
                target[y * size + x] = plane[at + x] & 255;
            }
        }
    }
}
