package dev.kinora.mp4.h264;

import org.jcodec.codecs.h264.H264Const;

/** A macroblock as syntax elements (ITU-T H.264, 7.3.5); notes its levels in the context. */
final class MacroblockWriter {
    /** Raster index of each 4×4 block in coding order (figure 6-10). */
    static final int[] CODING_ORDER = {0, 1, 4, 5, 2, 3, 6, 7, 8, 9, 12, 13, 10, 11, 14, 15};

    private static final int[] INTRA_PATTERN = inverse(H264Const.CODED_BLOCK_PATTERN_INTRA_COLOR);
    private static final int[] INTER_PATTERN = inverse(H264Const.CODED_BLOCK_PATTERN_INTER_COLOR);
    /** mb_type of the first intra type in a P slice. */
    private static final int INTRA_IN_P = 5;

    private final PictureContext context;
    private final VectorPrediction expected;
    private final ResidualCoding residual = new ResidualCoding();

    MacroblockWriter(PictureContext context) {
        this.context = context;
        this.expected = new VectorPrediction(context);
    }

    private static int[] inverse(int[] table) {
        int[] inverse = new int[table.length];
        for (int i = 0; i < table.length; i++) {
            inverse[table[i]] = i;
        }
        return inverse;
    }

    /** Writes a macroblock that is noted in the context and not skipped. */
    void write(BitSink sink, Macroblock macroblock, int mbX, int mbY, boolean isInterSlice) {
        int intraType = isInterSlice ? INTRA_IN_P : 0;
        switch (macroblock.type) {
            case INTRA_16X16 ->
                sink.unsigned(intraType
                        + 1
                        + macroblock.intra16Mode
                        + 4 * macroblock.chromaPattern
                        + (macroblock.lumaPattern == 0 ? 0 : 12));
            case INTRA_4X4 -> {
                sink.unsigned(intraType);
                writeModes(sink, macroblock, mbX, mbY);
            }
            default -> writeVectors(sink, macroblock, mbX, mbY);
        }
        if (macroblock.type.isIntra()) {
            sink.unsigned(IntraPrediction.chromaMode(macroblock.chromaMode));
        }
        writePattern(sink, macroblock);
        writeLuma(sink, macroblock, mbX, mbY);
        writeChroma(sink, macroblock, mbX, mbY);
    }

    private static void writePattern(BitSink sink, Macroblock macroblock) {
        boolean is16x16 = macroblock.type == MacroblockType.INTRA_16X16;
        if (!is16x16) {
            int[] codes = macroblock.type.isIntra() ? INTRA_PATTERN : INTER_PATTERN;
            sink.unsigned(codes[macroblock.lumaPattern | macroblock.chromaPattern << 4]);
        }
        if (is16x16 || macroblock.hasLevels()) {
            sink.signed(0); // mb_qp_delta
        }
    }

    private void writeModes(BitSink sink, Macroblock macroblock, int mbX, int mbY) {
        int first = context.block(mbX, mbY);
        for (int block : CODING_ORDER) {
            int mode = macroblock.intra4Modes[block];
            int usual = context.expectedMode(first + (block >> 2) * context.stride + (block & 3));
            if (mode == usual) {
                sink.bits(1, 1);
            } else {
                sink.bits(mode < usual ? mode : mode - 1, 4);
            }
        }
    }

    private void writeVectors(BitSink sink, Macroblock macroblock, int mbX, int mbY) {
        MacroblockType type = macroblock.type;
        sink.unsigned(type.ordinal());
        if (type == MacroblockType.INTER_8X8) {
            sink.bits(0b1111, 4); // each quarter undivided
        }
        for (int part = 0; part < type.parts; part++) {
            expected.of(type, part, mbX, mbY);
            sink.signed(macroblock.vectorX[part] - expected.x);
            sink.signed(macroblock.vectorY[part] - expected.y);
        }
    }

    private void writeLuma(BitSink sink, Macroblock macroblock, int mbX, int mbY) {
        int first = context.block(mbX, mbY);
        boolean is16x16 = macroblock.type == MacroblockType.INTRA_16X16;
        if (is16x16) {
            int around = PictureContext.levelsAround(context.lumaTotals, first, context.stride);
            residual.write(sink, macroblock.lumaDc, 0, 16, around);
        }
        for (int i = 0; i < 16; i++) {
            int block = CODING_ORDER[i];
            int at = first + (block >> 2) * context.stride + (block & 3);
            if ((macroblock.lumaPattern >> (i >> 2) & 1) == 0) {
                context.lumaTotals[at] = 0;
            } else {
                int around = PictureContext.levelsAround(context.lumaTotals, at, context.stride);
                int skipped = is16x16 ? 1 : 0;
                context.lumaTotals[at] =
                        residual.write(sink, macroblock.luma, 16 * block + skipped, 16 - skipped, around);
            }
        }
    }

    private void writeChroma(BitSink sink, Macroblock macroblock, int mbX, int mbY) {
        for (int plane = 0; plane < 2 && macroblock.chromaPattern > 0; plane++) {
            residual.write(sink, macroblock.chromaDc, 4 * plane, 4, ResidualCoding.CHROMA_DC);
        }
        int first = context.chromaBlock(mbX, mbY);
        for (int plane = 0; plane < 2; plane++) {
            int[] totals = context.chromaTotals[plane];
            for (int block = 0; block < 4; block++) {
                int at = first + (block >> 1) * context.chromaStride + (block & 1);
                if (macroblock.chromaPattern < 2) {
                    totals[at] = 0;
                } else {
                    int around = PictureContext.levelsAround(totals, at, context.chromaStride);
                    totals[at] = residual.write(sink, macroblock.chroma, 64 * plane + 16 * block + 1, 15, around);
                }
            }
        }
    }
}
