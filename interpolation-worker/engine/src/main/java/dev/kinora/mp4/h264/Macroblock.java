package dev.kinora.mp4.h264;

/** One way to code a macroblock: its decisions, levels, prediction and reconstruction. Overwritten for each macroblock. */
final class Macroblock {
    MacroblockType type;
    int intra16Mode;
    /** One of {@link IntraPrediction}'s. */
    int chromaMode;
    /** Intra 4×4 or 8×8 mode of each 4×4 block in raster order. */
    final int[] intraModes = new int[16];
    /** Of each part, in quarter samples. */
    final int[] vectorX = new int[4];

    final int[] vectorY = new int[4];

    /** Whether luma is transformed by 8×8; only where it has levels, or is Intra 8×8. */
    boolean isTransformed8x8;
    /** One bit for each 8×8 block of luma. */
    int lumaPattern;
    /** 0: no chroma; 1: DC only; 2: all. */
    int chromaPattern;
    /** In zig-zag order: sixteen levels for each 4×4 block in raster order, or 64 for each 8×8 block. */
    final int[] luma = new int[256];
    /** Of Intra 16×16, in zig-zag order. */
    final int[] lumaDc = new int[16];
    /** Four for each plane. */
    final int[] chromaDc = new int[8];
    /** Sixteen, the first unused, for each of four blocks of both planes. */
    final int[] chroma = new int[128];

    final int[] lumaPrediction = new int[256];
    final int[] lumaResult = new int[256];
    final int[][] chromaPrediction = new int[2][64];
    final int[][] chromaResult = new int[2][64];

    /** The part that covers an 8×8 block. */
    int partOf(int quarter) {
        return switch (type) {
            case INTER_16X8 -> quarter >> 1;
            case INTER_8X16 -> quarter & 1;
            case INTER_8X8 -> quarter;
            default -> 0;
        };
    }

    /** Takes over another's coded chroma. */
    void takeChroma(Macroblock other) {
        chromaMode = other.chromaMode;
        chromaPattern = other.chromaPattern;
        System.arraycopy(other.chromaDc, 0, chromaDc, 0, chromaDc.length);
        System.arraycopy(other.chroma, 0, chroma, 0, chroma.length);
        for (int plane = 0; plane < 2; plane++) {
            System.arraycopy(other.chromaResult[plane], 0, chromaResult[plane], 0, 64);
        }
    }

    boolean hasLevels() {
        return lumaPattern != 0 || chromaPattern != 0;
    }

    /** Writes the result to where it belongs. */
    void store(ReferencePicture picture, int mbX, int mbY) {
        copy(lumaResult, 16, picture.luma, mbX * 16, mbY * 16);
        copy(chromaResult[0], 8, picture.chroma[0], mbX * 8, mbY * 8);
        copy(chromaResult[1], 8, picture.chroma[1], mbX * 8, mbY * 8);
    }

    private static void copy(int[] block, int size, Plane plane, int x, int y) {
        for (int row = 0; row < size; row++) {
            System.arraycopy(block, row * size, plane.samples, plane.at(x, y + row), size);
        }
    }
}
