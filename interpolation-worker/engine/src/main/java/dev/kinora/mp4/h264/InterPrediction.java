package dev.kinora.mp4.h264;

/** Samples of the picture before, moved by a vector of quarter samples (ITU-T H.264, 8.4.2.2). */
final class InterPrediction {
    private static final int F = ReferencePicture.FULL;
    private static final int H = ReferencePicture.HORIZONTAL;
    private static final int V = ReferencePicture.VERTICAL;
    private static final int D = ReferencePicture.DIAGONAL;

    /** Planes whose mean is the sample at (x, y) quarters, index 4y + x; the same twice where one is enough. */
    private static final int[] FIRST = {F, F, H, H, V, H, H, H, V, V, D, D, V, V, D, V};

    private static final int[] SECOND = {F, H, H, F, F, V, D, V, V, D, D, V, F, H, H, H};
    private static final int[] FIRST_RIGHT = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};
    private static final int[] SECOND_RIGHT = {0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0};
    private static final int[] SECOND_DOWN = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1};

    private InterPrediction() {}

    /**
     * Predicts luma.
     *
     * @param x of the block in the picture
     * @param target rows stand 16 apart from index {@code at}
     */
    static void luma(
            ReferencePicture reference,
            int x,
            int y,
            int vectorX,
            int vectorY,
            int width,
            int height,
            int[] target,
            int at) {
        int quarter = (vectorY & 3) << 2 | vectorX & 3;
        Plane full = reference.luma[F];
        int base = full.at(x + (vectorX >> 2), y + (vectorY >> 2));
        int[] first = reference.luma[FIRST[quarter]].samples;
        int[] second = reference.luma[SECOND[quarter]].samples;
        int from = base + FIRST_RIGHT[quarter];
        int other = base + SECOND_RIGHT[quarter] + SECOND_DOWN[quarter] * full.stride;
        for (int row = 0; row < height; row++, from += full.stride, other += full.stride, at += 16) {
            if (first == second) {
                System.arraycopy(first, from, target, at, width);
            } else {
                for (int i = 0; i < width; i++) {
                    target[at + i] = first[from + i] + second[other + i] + 1 >> 1;
                }
            }
        }
    }

    /** Predicts a block of one chroma plane, whose vectors count eighths (8.4.2.2.2); rows stand 8 apart. */
    static void chroma(
            Plane plane, int x, int y, int vectorX, int vectorY, int width, int height, int[] target, int at) {
        int right = vectorX & 7;
        int down = vectorY & 7;
        int a = (8 - right) * (8 - down);
        int b = right * (8 - down);
        int c = (8 - right) * down;
        int d = right * down;
        int[] samples = plane.samples;
        int from = plane.at(x + (vectorX >> 3), y + (vectorY >> 3));
        for (int row = 0; row < height; row++, from += plane.stride, at += 8) {
            int below = from + plane.stride;
            for (int i = 0; i < width; i++) {
                int sum = a * samples[from + i]
                        + b * samples[from + i + 1]
                        + c * samples[below + i]
                        + d * samples[below + i + 1];
                target[at + i] = sum + 32 >> 6;
            }
        }
    }

    /** Predicts a macroblock by its vectors. */
    static void predict(ReferencePicture reference, Macroblock macroblock, int mbX, int mbY) {
        MacroblockType type = macroblock.type;
        int width = type.partWidth() * 4;
        int height = type.partHeight() * 4;
        for (int part = 0; part < type.parts; part++) {
            int dx = type.partX(part) * 4;
            int dy = type.partY(part) * 4;
            int vx = macroblock.vectorX[part];
            int vy = macroblock.vectorY[part];
            luma(
                    reference,
                    mbX * 16 + dx,
                    mbY * 16 + dy,
                    vx,
                    vy,
                    width,
                    height,
                    macroblock.lumaPrediction,
                    dy * 16 + dx);
            for (int plane = 0; plane < 2; plane++) {
                chroma(
                        reference.chroma[plane],
                        mbX * 8 + dx / 2,
                        mbY * 8 + dy / 2,
                        vx,
                        vy,
                        width / 2,
                        height / 2,
                        macroblock.chromaPrediction[plane],
                        dy * 4 + dx / 2);
            }
        }
    }
}
