package dev.kinora.mp4.h264;

import java.util.Arrays;

/**
 * What coding a macroblock needs to know of those before it, for each 4×4 block of luma and chroma. A border of
 * unavailable blocks spares the question whether a neighbour is in the picture.
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

    final int[] lumaTotals;
    final int[][] chromaTotals;
    /** Intra 4×4 modes; DC for any other kind of macroblock, −1 outside. */
    final int[] intraModes;

    final int[] references;
    final int[] vectorX;
    final int[] vectorY;

    PictureContext(int mbWidth, int mbHeight) {
        this.mbWidth = mbWidth;
        this.mbHeight = mbHeight;
        stride = 4 * mbWidth + 2;
        chromaStride = 2 * mbWidth + 2;
        int blocks = stride * (4 * mbHeight + 1);
        lumaTotals = filled(blocks, -1);
        chromaTotals = new int[][] {
            filled(chromaStride * (2 * mbHeight + 1), -1), filled(chromaStride * (2 * mbHeight + 1), -1)
        };
        intraModes = filled(blocks, -1);
        references = filled(blocks, OUTSIDE);
        vectorX = new int[blocks];
        vectorY = new int[blocks];
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

    /** nC of ITU-T H.264, 9.2.1. */
    static int levelsAround(int[] totals, int at, int stride) {
        int left = totals[at - 1];
        int top = totals[at - stride];
        if (left < 0 || top < 0) {
            return Math.max(0, left + top + 1);
        }
        return left + top + 1 >> 1;
    }

    /** The mode that a 4×4 block is taken to have (8.3.1.1). */
    int expectedMode(int at) {
        int mode = Math.min(intraModes[at - 1], intraModes[at - stride]);
        return mode < 0 ? Intra4x4Prediction.DC : mode;
    }

    /** Forgets the levels of a macroblock. */
    void clearTotals(int mbX, int mbY) {
        fill(lumaTotals, block(mbX, mbY), 4, 4, 0);
        for (int[] totals : chromaTotals) {
            int at = chromaBlock(mbX, mbY);
            totals[at] = 0;
            totals[at + 1] = 0;
            totals[at + chromaStride] = 0;
            totals[at + chromaStride + 1] = 0;
        }
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
        fill(references, at, 4, 4, isIntra ? INTRA : PREVIOUS);
        for (int i = 0; i < 16; i++) {
            boolean has4x4 = macroblock.type == MacroblockType.INTRA_4X4;
            intraModes[at + (i >> 2) * stride + (i & 3)] = has4x4 ? macroblock.intra4Modes[i] : Intra4x4Prediction.DC;
        }
        for (int quarter = 0; quarter < 4; quarter++) {
            int part = macroblock.partOf(quarter);
            noteVector(
                    at + (quarter >> 1) * 2 * stride + (quarter & 1) * 2,
                    isIntra ? 0 : macroblock.vectorX[part],
                    isIntra ? 0 : macroblock.vectorY[part]);
        }
    }

    private void noteVector(int at, int x, int y) {
        fill(vectorX, at, 2, 2, x);
        fill(vectorY, at, 2, 2, y);
    }
}
