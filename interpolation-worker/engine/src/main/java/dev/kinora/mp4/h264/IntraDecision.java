package dev.kinora.mp4.h264;

/** Chooses the intra modes of a whole macroblock's luma and of chroma by transformed difference. */
final class IntraDecision {
    private static final int IMPOSSIBLE = Integer.MAX_VALUE / 2;

    private static final int[] SIDED_MODES = {
        IntraPrediction.VERTICAL, IntraPrediction.HORIZONTAL, IntraPrediction.PLANE
    };

    private final ResidualEncoder residual;
    /** Price of a bit in 1/16 of transformed difference. */
    private final int lambda;

    private final int[] prediction = new int[256];

    IntraDecision(ResidualEncoder residual, int lambda) {
        this.residual = residual;
        this.lambda = lambda;
    }

    /**
     * Sets a macroblock to the best Intra 16×16 mode and predicts its luma; returns the cost.
     *
     * @param limit of the transformed difference from the mean of the samples around: from it on, the other modes are not
     *     tried and the cost is out of the question
     */
    int choose16(
            SourceMacroblock source, ReferencePicture picture, Macroblock macroblock, int mbX, int mbY, int limit) {
        macroblock.type = MacroblockType.INTRA_16X16;
        macroblock.isTransformed8x8 = false;
        int least = price16(IntraPrediction.DC, limit, source, picture, macroblock, mbX, mbY);
        if (least >= limit) {
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
        IntraPrediction.predict(mode, picture.luma, mbX * 16, mbY * 16, 16, prediction);
        int cost = bits(4) + Distortion.transformed(source.luma, prediction, 0, 16, 16, least);
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
                    cost += Distortion.transformed(source.chroma[plane], prediction, 0, 8, 8);
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
}
