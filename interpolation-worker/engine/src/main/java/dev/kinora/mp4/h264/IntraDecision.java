package dev.kinora.mp4.h264;

/** Chooses intra modes by transformed difference and codes them. */
final class IntraDecision {
    private static final int IMPOSSIBLE = Integer.MAX_VALUE / 2;

    private final PictureContext context;
    private final ResidualEncoder residual;
    /** Price of a bit in 1/16 of transformed difference. */
    private final int lambda;

    private final Intra4x4Prediction blocks = new Intra4x4Prediction();
    private final int[] prediction = new int[256];

    IntraDecision(PictureContext context, ResidualEncoder residual, int lambda) {
        this.context = context;
        this.residual = residual;
        this.lambda = lambda;
    }

    /** Sets a macroblock to the best Intra 16×16 mode and predicts its luma; returns the cost. */
    int choose16(SourceMacroblock source, ReferencePicture picture, Macroblock macroblock, int mbX, int mbY) {
        Plane plane = picture.luma[0];
        macroblock.type = MacroblockType.INTRA_16X16;
        int least = IMPOSSIBLE;
        for (int mode = 0; mode < 4; mode++) {
            if (IntraPrediction.isPossible(mode, mbX, mbY)) {
                IntraPrediction.predict(mode, plane, mbX * 16, mbY * 16, 16, prediction);
                int cost = Distortion.transformed(source.luma, prediction, 0, 16, 16, 16) + bits(4);
                if (cost < least) {
                    least = cost;
                    macroblock.intra16Mode = mode;
                    System.arraycopy(prediction, 0, macroblock.lumaPrediction, 0, 256);
                }
            }
        }
        return least;
    }

    /** Transformed difference from the mean of the samples around: a hint at what the other modes can do. */
    int meanDistortion(SourceMacroblock source, ReferencePicture picture, int mbX, int mbY) {
        IntraPrediction.predict(IntraPrediction.DC, picture.luma[0], mbX * 16, mbY * 16, 16, prediction);
        return Distortion.transformed(source.luma, prediction, 0, 16, 16, 16);
    }

    private int bits(int count) {
        return lambda * count >> 4;
    }

    /** Sets a macroblock to the best chroma mode and codes its chroma. */
    void codeChroma(SourceMacroblock source, ReferencePicture picture, Macroblock macroblock, int mbX, int mbY) {
        int least = IMPOSSIBLE;
        for (int mode = 0; mode < 4; mode++) {
            if (IntraPrediction.isPossible(mode, mbX, mbY)) {
                int cost = bits(mode == IntraPrediction.DC ? 1 : 4);
                for (int plane = 0; plane < 2; plane++) {
                    IntraPrediction.predict(mode, picture.chroma[plane], mbX * 8, mbY * 8, 8, prediction);
                    cost += Distortion.transformed(source.chroma[plane], prediction, 0, 8, 8, 8);
                }
                if (cost < least) {
                    least = cost;
                    macroblock.chromaMode = mode;
                }
            }
        }
        for (int plane = 0; plane < 2; plane++) {
            IntraPrediction.predict(
                    macroblock.chromaMode,
                    picture.chroma[plane],
                    mbX * 8,
                    mbY * 8,
                    8,
                    macroblock.chromaPrediction[plane]);
        }
        residual.chroma(source, macroblock);
    }

    /** Chooses and codes all 4×4 luma blocks, writing each to the picture for those after it. */
    void code4(SourceMacroblock source, ReferencePicture picture, Macroblock macroblock, int mbX, int mbY) {
        macroblock.type = MacroblockType.INTRA_4X4;
        macroblock.lumaPattern = 0;
        int first = context.block(mbX, mbY);
        for (int i = 0; i < 16; i++) {
            int b = MacroblockWriter.CODING_ORDER[i];
            int blockX = b & 3;
            int blockY = b >> 2;
            int at = first + blockY * context.stride + blockX;
            look(picture.luma[0], mbX, mbY, blockX, blockY);
            int mode = chooseMode(source, macroblock, blockY * 64 + blockX * 4, context.expectedMode(at));
            macroblock.intra4Modes[b] = mode;
            context.intraModes[at] = mode;
            residual.intra4(source, macroblock, b, i >> 2);
            store(macroblock, picture.luma[0], mbX * 16, mbY * 16, b);
        }
    }

    private void look(Plane plane, int mbX, int mbY, int blockX, int blockY) {
        boolean hasTop = mbY > 0 || blockY > 0;
        boolean isLast = mbX == context.mbWidth - 1;
        boolean hasTopRight =
                blockY == 0 ? mbY > 0 && (blockX < 3 || !isLast) : blockX != 3 && (blockX != 1 || blockY == 2);
        int at = plane.at(mbX * 16 + blockX * 4, mbY * 16 + blockY * 4);
        blocks.look(plane, at, mbX > 0 || blockX > 0, hasTop, hasTopRight);
    }

    private int chooseMode(SourceMacroblock source, Macroblock macroblock, int at, int expected) {
        int best = Intra4x4Prediction.DC;
        int least = IMPOSSIBLE;
        for (int mode = 0; mode < Intra4x4Prediction.MODES; mode++) {
            if (blocks.isPossible(mode)) {
                blocks.predict(mode, prediction, at);
                int cost = Distortion.transformed(source.luma, prediction, at, 16) + bits(mode == expected ? 1 : 4);
                if (cost < least) {
                    least = cost;
                    best = mode;
                }
            }
        }
        blocks.predict(best, macroblock.lumaPrediction, at);
        return best;
    }

    private static void store(Macroblock macroblock, Plane plane, int x, int y, int b) {
        int dx = (b & 3) * 4;
        int dy = (b >> 2) * 4;
        for (int row = dy; row < dy + 4; row++) {
            System.arraycopy(macroblock.lumaResult, row * 16 + dx, plane.samples, plane.at(x + dx, y + row), 4);
        }
    }
}
