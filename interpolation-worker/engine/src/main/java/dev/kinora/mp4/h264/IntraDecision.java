package dev.kinora.mp4.h264;

/** Chooses intra modes by transformed difference and codes them. */
final class IntraDecision {
    private static final int IMPOSSIBLE = Integer.MAX_VALUE / 2;

    private static final int[] SIDED_MODES = {
        IntraPrediction.VERTICAL, IntraPrediction.HORIZONTAL, IntraPrediction.PLANE
    };

    private final PictureContext context;
    private final ResidualEncoder residual;
    /** Price of a bit in 1/16 of transformed difference. */
    private final int lambda;

    private final DirectionalPrediction small = new DirectionalPrediction(4);
    private final DirectionalPrediction large = new DirectionalPrediction(8);
    private final int[] prediction = new int[256];

    IntraDecision(PictureContext context, ResidualEncoder residual, int lambda) {
        this.context = context;
        this.residual = residual;
        this.lambda = lambda;
    }

    /**
     * Sets a macroblock to the best Intra 16×16 mode and predicts its luma; returns the cost.
     *
     * @param limit of the transformed difference from the mean of the samples around: above it, the other modes are not
     *     tried and the cost is out of the question
     */
    int choose16(SourceMacroblock source, ReferencePicture picture, Macroblock macroblock, int mbX, int mbY, int limit) {
        macroblock.type = MacroblockType.INTRA_16X16;
        macroblock.isTransformed8x8 = false;
        int least = price16(IntraPrediction.DC, IMPOSSIBLE, source, picture, macroblock, mbX, mbY);
        if (least > limit) {
            return IMPOSSIBLE;
        }
        for (int mode : SIDED_MODES) {
            if (IntraPrediction.isPossible(mode, mbX, mbY)) {
                least = Math.min(least, price16(mode, least, source, picture, macroblock, mbX, mbY));
            }
        }
        return least;
    }

    private int price16(
            int mode,
            int least,
            SourceMacroblock source,
            ReferencePicture picture,
            Macroblock macroblock,
            int mbX,
            int mbY) {
        IntraPrediction.predict(mode, picture.luma[0], mbX * 16, mbY * 16, 16, prediction);
        int cost = Distortion.transformed(source.luma, prediction, 0, 16, 16, 16) + bits(4);
        if (cost < least) {
            macroblock.intra16Mode = mode;
            System.arraycopy(prediction, 0, macroblock.lumaPrediction, 0, 256);
        }
        return cost;
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
        macroblock.isTransformed8x8 = false;
        macroblock.lumaPattern = 0;
        int first = context.block(mbX, mbY);
        for (int i = 0; i < 16; i++) {
            int b = MacroblockWriter.CODING_ORDER[i];
            int blockX = b & 3;
            int blockY = b >> 2;
            int at = first + blockY * context.stride + blockX;
            look(picture.luma[0], mbX, mbY, blockX, blockY);
            int mode = chooseMode(small, 4, source, macroblock, blockY * 64 + blockX * 4, context.expectedMode(at));
            macroblock.intraModes[b] = mode;
            context.intraModes[at] = mode;
            residual.intra4(source, macroblock, b, i >> 2);
            store(macroblock, picture.luma[0], mbX * 16, mbY * 16, b, 4);
        }
    }

    /** The same for its 8×8 blocks. */
    void code8(SourceMacroblock source, ReferencePicture picture, Macroblock macroblock, int mbX, int mbY) {
        macroblock.type = MacroblockType.INTRA_8X8;
        macroblock.isTransformed8x8 = true;
        macroblock.lumaPattern = 0;
        int first = context.block(mbX, mbY);
        for (int quarter = 0; quarter < 4; quarter++) {
            int right = quarter & 1;
            int down = quarter >> 1;
            int at = first + 2 * down * context.stride + 2 * right;
            int sample = picture.luma[0].at(mbX * 16 + 8 * right, mbY * 16 + 8 * down);
            boolean hasTopRight =
                    switch (quarter) {
                        case 0 -> mbY > 0;
                        case 1 -> mbY > 0 && mbX < context.mbWidth - 1;
                        default -> quarter == 2;
                    };
            large.look(picture.luma[0], sample, mbX + right > 0, mbY + down > 0, hasTopRight);
            int mode = chooseMode(large, 8, source, macroblock, 128 * down + 8 * right, context.expectedMode(at));
            for (int i = 0; i < 4; i++) {
                macroblock.intraModes[8 * down + 2 * right + (i >> 1) * 4 + (i & 1)] = mode;
            }
            context.fill(context.intraModes, at, 2, 2, mode);
            residual.intra8x8(source, macroblock, quarter);
            store(macroblock, picture.luma[0], mbX * 16, mbY * 16, 8 * down + 2 * right, 8);
        }
    }

    private void look(Plane plane, int mbX, int mbY, int blockX, int blockY) {
        boolean hasTop = mbY > 0 || blockY > 0;
        boolean isLast = mbX == context.mbWidth - 1;
        boolean hasTopRight =
                blockY == 0 ? mbY > 0 && (blockX < 3 || !isLast) : blockX != 3 && (blockX != 1 || blockY == 2);
        int at = plane.at(mbX * 16 + blockX * 4, mbY * 16 + blockY * 4);
        small.look(plane, at, mbX > 0 || blockX > 0, hasTop, hasTopRight);
    }

    private int chooseMode(
            DirectionalPrediction blocks,
            int size,
            SourceMacroblock source,
            Macroblock macroblock,
            int at,
            int expected) {
        int best = DirectionalPrediction.DC;
        int least = IMPOSSIBLE;
        for (int mode = 0; mode < DirectionalPrediction.MODES; mode++) {
            if (blocks.isPossible(mode)) {
                blocks.predict(mode, prediction, at);
                int cost = Distortion.transformed(source.luma, prediction, at, size, size, 16)
                        + bits(mode == expected ? 1 : 4);
                if (cost < least) {
                    least = cost;
                    best = mode;
                }
            }
        }
        blocks.predict(best, macroblock.lumaPrediction, at);
        return best;
    }

    private static void store(Macroblock macroblock, Plane plane, int x, int y, int b, int size) {
        int dx = (b & 3) * 4;
        int dy = (b >> 2) * 4;
        for (int row = dy; row < dy + size; row++) {
            System.arraycopy(macroblock.lumaResult, row * 16 + dx, plane.samples, plane.at(x + dx, y + row), size);
        }
    }
}
