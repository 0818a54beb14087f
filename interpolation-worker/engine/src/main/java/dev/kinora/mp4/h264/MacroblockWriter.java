package dev.kinora.mp4.h264;

/**
 * A macroblock as syntax elements (ITU-T H.264, 7.3.5) and those as bins (9.3.2 and 9.3.3.1.1; contexts of table 9-34);
 * notes in the context what later ones need to know.
 */
final class MacroblockWriter {
    /** Raster index of each 4×4 block in coding order (figure 6-10). */
    static final int[] CODING_ORDER = {0, 1, 4, 5, 2, 3, 6, 7, 8, 9, 12, 13, 10, 11, 14, 15};

    private static final int SKIP = 11;
    private static final int TYPE_IN_I = 3;
    private static final int TYPE_IN_P = 14;
    private static final int INTRA_TYPE_IN_P = 17;
    private static final int SUB_TYPE = 21;
    private static final int QP_DELTA = 60;
    private static final int CHROMA_MODE = 64;
    private static final int IS_EXPECTED_MODE = 68;
    private static final int OTHER_MODE = 69;
    private static final int LUMA_PATTERN = 73;
    private static final int CHROMA_PATTERN = 77;
    private static final int TRANSFORM_SIZE = 399;

    private final PictureContext context;
    private final VectorWriter vectors;
    private final ResidualWriter residual;

    MacroblockWriter(PictureContext context) {
        this.context = context;
        this.vectors = new VectorWriter(context);
        this.residual = new ResidualWriter(context);
    }

    /** Writes whether a macroblock of a P slice is skipped. */
    void writeSkip(BinSink sink, boolean isSkipped, int mbX, int mbY) {
        int at = context.macroblock(mbX, mbY);
        int around = context.unskipped[at - 1] + context.unskipped[at - context.mbStride];
        sink.bin(SKIP + around, isSkipped ? 1 : 0);
    }

    /** Writes a macroblock that is noted in the context and not skipped. */
    void write(BinSink sink, Macroblock macroblock, int mbX, int mbY, boolean isInterSlice) {
        int at = context.macroblock(mbX, mbY);
        if (macroblock.type.isIntra()) {
            writeIntraType(sink, macroblock, at, isInterSlice);
            writeIntraModes(sink, macroblock, mbX, mbY);
            context.noteDifferences(context.block(mbX, mbY), 4, 4, 0, 0);
        } else {
            writeInterType(sink, macroblock.type);
            vectors.write(sink, macroblock, mbX, mbY);
        }
        writePattern(sink, macroblock, at);
        if (macroblock.type == MacroblockType.INTRA_16X16 || macroblock.hasLevels()) {
            sink.bin(QP_DELTA, 0); // mb_qp_delta is 0, here and in the macroblock before
        }
        residual.write(sink, macroblock, mbX, mbY);
    }

    private static void writeInterType(BinSink sink, MacroblockType type) {
        sink.bin(TYPE_IN_P, 0);
        boolean isHalved = type == MacroblockType.INTER_16X8 || type == MacroblockType.INTER_8X16;
        sink.bin(TYPE_IN_P + 1, isHalved ? 1 : 0);
        if (isHalved) {
            sink.bin(TYPE_IN_P + 3, type == MacroblockType.INTER_16X8 ? 1 : 0);
        } else {
            sink.bin(TYPE_IN_P + 2, type == MacroblockType.INTER_8X8 ? 1 : 0);
        }
        for (int quarter = 0; type == MacroblockType.INTER_8X8 && quarter < 4; quarter++) {
            sink.bin(SUB_TYPE, 1); // undivided
        }
    }

    private void writeIntraType(BinSink sink, Macroblock macroblock, int at, boolean isInterSlice) {
        int first = INTRA_TYPE_IN_P;
        if (isInterSlice) {
            sink.bin(TYPE_IN_P, 1);
        } else {
            first = TYPE_IN_I + context.intra16[at - 1] + context.intra16[at - context.mbStride];
        }
        boolean is16x16 = macroblock.type == MacroblockType.INTRA_16X16;
        sink.bin(first, is16x16 ? 1 : 0);
        if (is16x16) {
            sink.terminate(0); // no I_PCM
            if (isInterSlice) {
                writeIntra16(sink, macroblock, INTRA_TYPE_IN_P + 1, 0);
            } else {
                writeIntra16(sink, macroblock, TYPE_IN_I + 3, 1);
            }
        }
    }

    /** In I slices a second bin of chroma and of the mode has its own context. */
    private static void writeIntra16(BinSink sink, Macroblock macroblock, int first, int own) {
        sink.bin(first, macroblock.lumaPattern == 0 ? 0 : 1);
        sink.bin(first + 1, macroblock.chromaPattern == 0 ? 0 : 1);
        if (macroblock.chromaPattern != 0) {
            sink.bin(first + 1 + own, macroblock.chromaPattern - 1);
        }
        sink.bin(first + 2 + own, macroblock.intra16Mode >> 1);
        sink.bin(first + 2 + 2 * own, macroblock.intra16Mode & 1);
    }

    private void writeIntraModes(BinSink sink, Macroblock macroblock, int mbX, int mbY) {
        int at = context.macroblock(mbX, mbY);
        if (macroblock.type.hasBlockModes()) {
            writeTransformSize(sink, macroblock, at);
            writeBlockModes(sink, macroblock, mbX, mbY);
        }
        writeChromaMode(sink, IntraPrediction.chromaMode(macroblock.chromaMode), at);
    }

    private void writeBlockModes(BinSink sink, Macroblock macroblock, int mbX, int mbY) {
        int first = context.block(mbX, mbY);
        for (int i = 0; i < 16; i += macroblock.isTransformed8x8 ? 4 : 1) {
            int block = CODING_ORDER[i];
            int expected = context.expectedMode(first + (block >> 2) * context.stride + (block & 3));
            writeMode(sink, macroblock.intraModes[block], expected);
        }
    }

    private void writeTransformSize(BinSink sink, Macroblock macroblock, int at) {
        int around = context.transforms8x8[at - 1] + context.transforms8x8[at - context.mbStride];
        sink.bin(TRANSFORM_SIZE + around, macroblock.isTransformed8x8 ? 1 : 0);
    }

    private static void writeMode(BinSink sink, int mode, int expected) {
        sink.bin(IS_EXPECTED_MODE, mode == expected ? 1 : 0);
        if (mode != expected) {
            int other = mode < expected ? mode : mode - 1;
            sink.bin(OTHER_MODE, other & 1);
            sink.bin(OTHER_MODE, other >> 1 & 1);
            sink.bin(OTHER_MODE, other >> 2);
        }
    }

    private void writeChromaMode(BinSink sink, int mode, int at) {
        int around = context.chromaModes[at - 1] + context.chromaModes[at - context.mbStride];
        sink.bin(CHROMA_MODE + around, mode > 0 ? 1 : 0);
        for (int i = 1; i <= Math.min(mode, 2); i++) {
            sink.bin(CHROMA_MODE + 3, mode > i ? 1 : 0);
        }
    }

    /** Intra 16×16 says its pattern by its type. */
    private void writePattern(BinSink sink, Macroblock macroblock, int at) {
        if (macroblock.type != MacroblockType.INTRA_16X16) {
            writeLumaPattern(sink, macroblock.lumaPattern, at);
            writeChromaPattern(sink, macroblock.chromaPattern, at);
            if (!macroblock.type.isIntra() && macroblock.lumaPattern != 0) {
                writeTransformSize(sink, macroblock, at);
            }
        }
    }

    /** Each bit's context tells which of the 8×8 blocks to the left and above have none, some in this macroblock itself. */
    private void writeLumaPattern(BinSink sink, int pattern, int at) {
        int left = context.patterns[at - 1];
        int top = context.patterns[at - context.mbStride];
        for (int quarter = 0; quarter < 4; quarter++) {
            int beside = quarter % 2 == 1 ? pattern >> quarter - 1 : left >> quarter + 1;
            int above = quarter >= 2 ? pattern >> quarter - 2 : top >> quarter + 2;
            sink.bin(LUMA_PATTERN + (~beside & 1) + 2 * (~above & 1), pattern >> quarter & 1);
        }
    }

    private void writeChromaPattern(BinSink sink, int pattern, int at) {
        int left = context.patterns[at - 1] >> 4;
        int top = context.patterns[at - context.mbStride] >> 4;
        sink.bin(CHROMA_PATTERN + (left != 0 ? 1 : 0) + (top != 0 ? 2 : 0), pattern != 0 ? 1 : 0);
        if (pattern != 0) {
            sink.bin(CHROMA_PATTERN + 4 + (left == 2 ? 1 : 0) + (top == 2 ? 2 : 0), pattern - 1);
        }
    }
}
