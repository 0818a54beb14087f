package dev.kinora.mp4.h264;

import java.util.Arrays;

/**
 * What coding a macroblock needs to know of those before it, for each macroblock and each 4×4 block of luma and chroma. A
 * border of unavailable ones spares the question whether a neighbour is in the picture.
 */
final class PictureContext {
    /** Reference of a block outside the picture, of an intra block and of one predicted from the picture before. */
    static final int OUTSIDE = -2;

    static final int INTRA = -1;
    static final int PREVIOUS = 0;

    final int mbWidth;
    final int mbHeight;
    /** Distance of rows of 4×4 luma blocks. */
    final int stride;
    /** Distance of rows of 4×4 chroma blocks. */
    final int chromaStride;
    /** Distance of rows of macroblocks. */
    final int mbStride;

    /** Whether a block has levels, 0 or 1; −1 outside. A transformed block of 8×8 counts as four. */
    final int[] lumaCoded;

    final int[][] chromaCoded;
    /** The same for each macroblock's DC: luma of Intra 16×16, Cb, Cr. */
    final int[][] dcCoded;
    /** For each macroblock 1 if it is there and not skipped. */
    final int[] unskipped;
    /** coded_block_pattern; outside that of levels in luma only, as 9.3.3.1.1.4 has it. */
    final int[] patterns;
    /** 1 for Intra 16×16. */
    final int[] intra16;
    /** 1 for intra macroblocks whose chroma is predicted otherwise than by DC. */
    final int[] chromaModes;
    /** transform_size_8x8_flag. */
    final int[] transforms8x8;
    /** Magnitudes of what is coded for vectors. */
    final int[] differenceX;

    final int[] differenceY;
    /** Intra 4×4 and 8×8 modes; DC for any other kind of macroblock, −1 outside. */
    final int[] intraModes;

    final int[] references;
    final int[] vectorX;
    final int[] vectorY;
    /** What each undivided macroblock costs by {@link InterDecision}, where it is predicted from the picture before. */
    final int[] interCosts;

    PictureContext(int mbWidth, int mbHeight) {
        this.mbWidth = mbWidth;
        this.mbHeight = mbHeight;
        stride = 4 * mbWidth + 2;
        chromaStride = 2 * mbWidth + 2;
        mbStride = mbWidth + 1;
        int blocks = stride * (4 * mbHeight + 1);
        int chromaBlocks = chromaStride * (2 * mbHeight + 1);
        int macroblocks = mbStride * (mbHeight + 1);
        lumaCoded = filled(blocks, -1);
        chromaCoded = new int[][] {filled(chromaBlocks, -1), filled(chromaBlocks, -1)};
        dcCoded = new int[][] {filled(macroblocks, -1), filled(macroblocks, -1), filled(macroblocks, -1)};
        unskipped = new int[macroblocks];
        patterns = filled(macroblocks, 15);
        intra16 = new int[macroblocks];
        chromaModes = new int[macroblocks];
        transforms8x8 = new int[macroblocks];
        differenceX = new int[blocks];
        differenceY = new int[blocks];
        intraModes = filled(blocks, -1);
        references = filled(blocks, OUTSIDE);
        vectorX = new int[blocks];
        vectorY = new int[blocks];
        interCosts = new int[macroblocks];
    }

    private static int[] filled(int length, int value) {
        int[] array = new int[length];
        Arrays.fill(array, value);
        return array;
    }

    /** Index of a macroblock's first 4×4 luma block. */
    int block(int mbX, int mbY) {
        return (4 * mbY + 1) * stride + 4 * mbX + 1;
    }

    /** Index of a macroblock's first 4×4 chroma block. */
    int chromaBlock(int mbX, int mbY) {
        return (2 * mbY + 1) * chromaStride + 2 * mbX + 1;
    }

    /** Index of a macroblock. */
    int macroblock(int mbX, int mbY) {
        return (mbY + 1) * mbStride + mbX + 1;
    }

    /** ctxIdxInc of coded_block_flag (9.3.3.1.1.9): a block outside counts as coded for an intra macroblock. */
    static int codedAround(int[] coded, int at, int stride, boolean isIntra) {
        int outside = isIntra ? 1 : 0;
        int left = coded[at - 1];
        int top = coded[at - stride];
        return (left < 0 ? outside : left) + 2 * (top < 0 ? outside : top);
    }

    /** The mode that a 4×4 block is taken to have (8.3.1.1). */
    int expectedMode(int at) {
        int mode = Math.min(intraModes[at - 1], intraModes[at - stride]);
        return mode < 0 ? DirectionalPrediction.DC : mode;
    }

    /** Notes that a macroblock noted before is skipped. */
    void noteSkip(int mbX, int mbY) {
        int macroblock = macroblock(mbX, mbY);
        unskipped[macroblock] = 0;
        for (int[] coded : dcCoded) {
            coded[macroblock] = 0;
        }
        noteDifferences(block(mbX, mbY), 4, 4, 0, 0);
        fill(lumaCoded, block(mbX, mbY), 4, 4, 0);
        for (int[] coded : chromaCoded) {
            int at = chromaBlock(mbX, mbY);
            coded[at] = 0;
            coded[at + 1] = 0;
            coded[at + chromaStride] = 0;
            coded[at + chromaStride + 1] = 0;
        }
    }

    /** Notes what is coded for a part's vector, the part being in units of 4×4 blocks. */
    void noteDifferences(int at, int width, int height, int x, int y) {
        fill(differenceX, at, width, height, Math.abs(x));
        fill(differenceY, at, width, height, Math.abs(y));
    }

    /** Fills a rectangle of 4×4 luma blocks. */
    void fill(int[] array, int at, int width, int height, int value) {
        for (int row = 0; row < height; row++) {
            Arrays.fill(array, at + row * stride, at + row * stride + width, value);
        }
    }

    /** Notes how a macroblock was predicted. */
    void note(Macroblock macroblock, int mbX, int mbY) {
        int at = block(mbX, mbY);
        boolean isIntra = macroblock.type.isIntra();
        noteSyntax(macroblock, macroblock(mbX, mbY));
        fill(references, at, 4, 4, isIntra ? INTRA : PREVIOUS);
        for (int i = 0; i < 16; i++) {
            int mode = macroblock.type.hasBlockModes() ? macroblock.intraModes[i] : DirectionalPrediction.DC;
            intraModes[at + (i >> 2) * stride + (i & 3)] = mode;
        }
        for (int quarter = 0; quarter < 4; quarter++) {
            int part = macroblock.partOf(quarter);
            noteVector(
                    at + (quarter >> 1) * 2 * stride + (quarter & 1) * 2,
                    isIntra ? 0 : macroblock.vectorX[part],
                    isIntra ? 0 : macroblock.vectorY[part]);
        }
    }

    private void noteSyntax(Macroblock macroblock, int at) {
        boolean isIntra = macroblock.type.isIntra();
        unskipped[at] = 1;
        patterns[at] = macroblock.lumaPattern | macroblock.chromaPattern << 4;
        intra16[at] = macroblock.type == MacroblockType.INTRA_16X16 ? 1 : 0;
        chromaModes[at] = isIntra && macroblock.chromaMode != IntraPrediction.DC ? 1 : 0;
        transforms8x8[at] = macroblock.isTransformed8x8 ? 1 : 0;
    }

    private void noteVector(int at, int x, int y) {
        fill(vectorX, at, 2, 2, x);
        fill(vectorY, at, 2, 2, y);
    }
}
