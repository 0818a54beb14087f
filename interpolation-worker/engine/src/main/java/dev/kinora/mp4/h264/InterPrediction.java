package dev.kinora.mp4.h264;

/** Samples of the picture before, moved by a vector of quarter samples (ITU-T H.264, 8.4.2.2). */
final class InterPrediction {
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
        ReferenceBlock block = new ReferenceBlock(reference);
        block.locate(4 * x + vectorX, 4 * y + vectorY);
        for (int row = 0; row < height; row++) {
            for (int i = 0; i < width; i += 8) {
                unpack(block.eight(i, row), target, at + 16 * row + i);
            }
        }
    }

    private static void unpack(long samples, int[] target, int at) {
        for (int i = 0; i < 8; i++) {
            target[at + i] = (int) (samples >>> 8 * i) & 255;
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
