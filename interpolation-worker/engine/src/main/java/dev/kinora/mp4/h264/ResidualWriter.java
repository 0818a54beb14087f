package dev.kinora.mp4.h264;

/** The residual of a macroblock (ITU-T H.264, 7.3.5.3): which of its blocks have levels, and those. */
final class ResidualWriter {
    private final PictureContext context;

    ResidualWriter(PictureContext context) {
        this.context = context;
    }

    void write(BinSink sink, Macroblock macroblock, int mbX, int mbY) {
        int at = context.macroblock(mbX, mbY);
        boolean isIntra = macroblock.type.isIntra();
        if (macroblock.type == MacroblockType.INTRA_16X16) {
            int[] coded = context.dcCoded[0];
            write(sink, BlockKind.INTRA_16X16_DC, macroblock.lumaDc, 0, coded, at, context.mbStride, true);
        } else {
            context.dcCoded[0][at] = 0;
        }
        writeLuma(sink, macroblock, context.block(mbX, mbY));
        for (int plane = 0; plane < 2; plane++) {
            int[] coded = context.dcCoded[1 + plane];
            if (macroblock.chromaPattern == 0) {
                coded[at] = 0;
            } else {
                int[] levels = macroblock.chromaDc;
                write(sink, BlockKind.CHROMA_DC, levels, 4 * plane, coded, at, context.mbStride, isIntra);
            }
        }
        writeChroma(sink, macroblock, context.chromaBlock(mbX, mbY));
    }

    /** All luma but DC of its own; {@code first} is the index of its first block. */
    private void writeLuma(BinSink sink, Macroblock macroblock, int first) {
        if (macroblock.isTransformed8x8) {
            writeLuma8x8(sink, macroblock, first);
        } else {
            writeLuma4x4(sink, macroblock, first);
        }
    }

    private void writeLuma4x4(BinSink sink, Macroblock macroblock, int first) {
        boolean is16x16 = macroblock.type == MacroblockType.INTRA_16X16;
        boolean isIntra = macroblock.type.isIntra();
        BlockKind kind = is16x16 ? BlockKind.INTRA_16X16_AC : BlockKind.LUMA_4X4;
        for (int i = 0; i < 16; i++) {
            int block = MacroblockWriter.CODING_ORDER[i];
            int at = first + (block >> 2) * context.stride + (block & 3);
            if ((macroblock.lumaPattern >> (i >> 2) & 1) == 0) {
                context.lumaCoded[at] = 0;
            } else {
                int levels = 16 * block + 16 - kind.length;
                write(sink, kind, macroblock.luma, levels, context.lumaCoded, at, context.stride, isIntra);
            }
        }
    }

    /** Has no flags for its blocks: those of the pattern say it all. */
    private void writeLuma8x8(BinSink sink, Macroblock macroblock, int first) {
        for (int quarter = 0; quarter < 4; quarter++) {
            int isCoded = macroblock.lumaPattern >> quarter & 1;
            int at = first + (quarter >> 1) * 2 * context.stride + (quarter & 1) * 2;
            context.fill(context.lumaCoded, at, 2, 2, isCoded);
            if (isCoded == 1) {
                ResidualCoding.write(sink, BlockKind.LUMA_8X8, macroblock.luma, 64 * quarter);
            }
        }
    }

    private void writeChroma(BinSink sink, Macroblock macroblock, int first) {
        boolean isIntra = macroblock.type.isIntra();
        for (int i = 0; i < 8; i++) {
            int[] coded = context.chromaCoded[i >> 2];
            int at = first + (i >> 1 & 1) * context.chromaStride + (i & 1);
            if (macroblock.chromaPattern < 2) {
                coded[at] = 0;
            } else {
                int[] levels = macroblock.chroma;
                write(sink, BlockKind.CHROMA_AC, levels, 16 * i + 1, coded, at, context.chromaStride, isIntra);
            }
        }
    }

    /** One block, whose place among others of its kind is {@code coded[at]}. */
    private static void write(
            BinSink sink, BlockKind kind, int[] levels, int from, int[] coded, int at, int stride, boolean isIntra) {
        boolean isCoded = ResidualCoding.isCoded(kind, levels, from);
        sink.bin(kind.coded + PictureContext.codedAround(coded, at, stride, isIntra), isCoded ? 1 : 0);
        coded[at] = isCoded ? 1 : 0;
        if (isCoded) {
            ResidualCoding.write(sink, kind, levels, from);
        }
    }
}
