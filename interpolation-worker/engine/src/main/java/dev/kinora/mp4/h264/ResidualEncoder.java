package dev.kinora.mp4.h264;

import java.util.Arrays;

/** Residuals to levels and back to what a decoder reconstructs (ITU-T H.264, 8.5). */
final class ResidualEncoder {
    /** In 1/64 of a step: what the quantiser rounds up by. */
    private static final int INTRA_ROUNDING = 27;

    private static final int INTER_ROUNDING = 24;
    /** An 8×8 block whose levels score less is not worth its bits; likewise all luma and all chroma AC. */
    private static final int LEAST_QUARTER_SCORE = 2;

    private static final int LEAST_SCORE = 3;
    private static final int LEAST_CHROMA_SCORE = 4;
    /** Score of a level of 1 by the zeros before it. */
    private static final int[] SCORE = {3, 2, 2, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};

    private static final int HIGH_SCORE = 9;

    private final Quantiser intraLuma;
    private final Quantiser interLuma;
    private final Quantiser intraChroma;
    private final Quantiser interChroma;
    private final Quantiser8x8 intra8x8;
    private final Quantiser8x8 inter8x8;
    private final LevelDecision decision;
    private final int[] block = new int[16];
    private final int[] block8x8 = new int[64];
    private final int[] dc = new int[16];
    private final int[] chromaDc = new int[4];

    ResidualEncoder(int qp, BinCounter prices) {
        decision = new LevelDecision(prices);
        int chromaQp = Quantiser.chromaQp(qp);
        intraLuma = new Quantiser(qp, INTRA_ROUNDING);
        interLuma = new Quantiser(qp, INTER_ROUNDING);
        intra8x8 = new Quantiser8x8(qp, INTRA_ROUNDING);
        inter8x8 = new Quantiser8x8(qp, INTER_ROUNDING);
        intraChroma = new Quantiser(chromaQp, INTRA_ROUNDING);
        interChroma = new Quantiser(chromaQp, INTER_ROUNDING);
    }

    /** Luma of an inter macroblock from its prediction. */
    void inter(SourceMacroblock source, Macroblock macroblock) {
        int[] scores = new int[4];
        for (int quarter = 0; quarter < 4; quarter++) {
            scores[quarter] = quantise(source, macroblock, quarter);
        }
        macroblock.lumaPattern = pattern(scores);
        macroblock.isTransformed8x8 = false;
        reconstructInter(macroblock);
    }

    /** Whether a predicted macroblock would be left without levels; stops at the first that are worth their bits. */
    boolean isEmpty(SourceMacroblock source, Macroblock macroblock) {
        int total = 0;
        for (int quarter = 0; quarter < 4; quarter++) {
            int score = quantise(source, macroblock, quarter);
            total += score >= LEAST_QUARTER_SCORE ? score : 0;
            if (total >= LEAST_SCORE) {
                return false;
            }
        }
        chroma(source, macroblock);
        return macroblock.chromaPattern == 0;
    }

    /** Levels of an 8×8 block; returns their score. */
    private int quantise(SourceMacroblock source, Macroblock macroblock, int quarter) {
        int score = 0;
        for (int i = 0; i < 4; i++) {
            int b = MacroblockWriter.CODING_ORDER[4 * quarter + i];
            Transform.forward(source.luma, macroblock.lumaPrediction, (b >> 2) * 64 + (b & 3) * 4, 16, block);
            if (interLuma.levels(block, 0, macroblock.luma, 16 * b, decision.exact) > 0
                    && decision.lower(BlockKind.LUMA_4X4, macroblock.luma, 16 * b) > 0
                    && score < LEAST_SCORE) {
                score += score(macroblock.luma, 16 * b, 16, 0);
            }
        }
        return score;
    }

    /** The same by the 8×8 transform. */
    void inter8x8(SourceMacroblock source, Macroblock macroblock) {
        int[] scores = new int[4];
        for (int quarter = 0; quarter < 4; quarter++) {
            Transform8x8.forward(source.luma, macroblock.lumaPrediction, at(quarter), block8x8);
            if (inter8x8.levels(block8x8, macroblock.luma, 64 * quarter, decision.exact) > 0
                    && decision.lower(BlockKind.LUMA_8X8, macroblock.luma, 64 * quarter) > 0) {
                scores[quarter] = score(macroblock.luma, 64 * quarter, 64, 2);
            }
        }
        macroblock.lumaPattern = pattern(scores);
        macroblock.isTransformed8x8 = macroblock.lumaPattern != 0;
        reconstructInter8x8(macroblock);
    }

    /** coded_block_pattern of the 8×8 blocks that are worth their bits. */
    private static int pattern(int[] scores) {
        int pattern = 0;
        int total = 0;
        for (int quarter = 0; quarter < 4; quarter++) {
            if (scores[quarter] >= LEAST_QUARTER_SCORE) {
                pattern |= 1 << quarter;
                total += scores[quarter];
            }
        }
        return total < LEAST_SCORE ? 0 : pattern;
    }

    private void reconstructInter8x8(Macroblock macroblock) {
        System.arraycopy(macroblock.lumaPrediction, 0, macroblock.lumaResult, 0, 256);
        for (int quarter = 0; quarter < 4; quarter++) {
            if ((macroblock.lumaPattern >> quarter & 1) != 0) {
                reconstruct8x8(inter8x8, macroblock, quarter);
            }
        }
    }

    /** Index of an 8×8 block's first sample in its macroblock. */
    private static int at(int quarter) {
        return (quarter >> 1) * 128 + (quarter & 1) * 8;
    }

    private void reconstruct8x8(Quantiser8x8 quantiser, Macroblock macroblock, int quarter) {
        quantiser.scale(macroblock.luma, 64 * quarter, block8x8);
        Transform8x8.inverse(block8x8, macroblock.lumaPrediction, macroblock.lumaResult, at(quarter));
    }

    /** One 8×8 block of an Intra 8×8 macroblock from its prediction; sets the bit of the pattern. */
    void intra8x8(SourceMacroblock source, Macroblock macroblock, int quarter) {
        Transform8x8.forward(source.luma, macroblock.lumaPrediction, at(quarter), block8x8);
        if (intra8x8.levels(block8x8, macroblock.luma, 64 * quarter, decision.exact) > 0
                && decision.lower(BlockKind.LUMA_8X8, macroblock.luma, 64 * quarter) > 0) {
            macroblock.lumaPattern |= 1 << quarter;
        }
        reconstruct8x8(intra8x8, macroblock, quarter);
    }

    private void reconstructInter(Macroblock macroblock) {
        System.arraycopy(macroblock.lumaPrediction, 0, macroblock.lumaResult, 0, 256);
        for (int i = 0; i < 16; i++) {
            int b = MacroblockWriter.CODING_ORDER[i];
            if ((macroblock.lumaPattern >> (i >> 2) & 1) != 0) {
                interLuma.scale(macroblock.luma, 16 * b, 0, block);
                int at = (b >> 2) * 64 + (b & 3) * 4;
                Transform.inverse(block, macroblock.lumaPrediction, macroblock.lumaResult, at, 16);
            }
        }
    }

    /** Of a block's levels, as far as it is below any limit; in one of 8×8 four zeros count as one. */
    private static int score(int[] levels, int at, int length, int zerosShift) {
        int score = 0;
        int zeros = 0;
        for (int i = at; i < at + length && score < HIGH_SCORE; i++) {
            int level = levels[i];
            if (level == 0) {
                zeros++;
            } else {
                score += level == 1 || level == -1 ? SCORE[zeros >> zerosShift] : HIGH_SCORE;
                zeros = 0;
            }
        }
        return score;
    }

    /** One 4×4 block of an Intra 4×4 macroblock from its prediction; sets the bit of the pattern. */
    void intra4(SourceMacroblock source, Macroblock macroblock, int b, int quarter) {
        int at = (b >> 2) * 64 + (b & 3) * 4;
        Transform.forward(source.luma, macroblock.lumaPrediction, at, 16, block);
        if (intraLuma.levels(block, 0, macroblock.luma, 16 * b, decision.exact) > 0
                && decision.lower(BlockKind.LUMA_4X4, macroblock.luma, 16 * b) > 0) {
            macroblock.lumaPattern |= 1 << quarter;
        }
        intraLuma.scale(macroblock.luma, 16 * b, 0, block);
        Transform.inverse(block, macroblock.lumaPrediction, macroblock.lumaResult, at, 16);
    }

    /** Luma of an Intra 16×16 macroblock from its prediction. */
    void intra16(SourceMacroblock source, Macroblock macroblock) {
        int nonZero = 0;
        for (int b = 0; b < 16; b++) {
            Transform.forward(source.luma, macroblock.lumaPrediction, (b >> 2) * 64 + (b & 3) * 4, 16, block);
            dc[b] = block[0];
            if (intraLuma.levels(block, 1, macroblock.luma, 16 * b, decision.exact) > 0) {
                nonZero += decision.lower(BlockKind.INTRA_16X16_AC, macroblock.luma, 16 * b + 1);
            }
        }
        macroblock.lumaPattern = nonZero > 0 ? 15 : 0;
        Transform.hadamard(dc);
        for (int i = 0; i < 16; i++) {
            macroblock.lumaDc[i] = intraLuma.dcLevel(dc[Quantiser.ZIG_ZAG[i]] + 1 >> 1);
        }
        for (int i = 0; i < 16; i++) {
            dc[Quantiser.ZIG_ZAG[i]] = macroblock.lumaDc[i];
        }
        Transform.hadamard(dc);
        for (int b = 0; b < 16; b++) {
            intraLuma.scale(macroblock.luma, 16 * b, 1, block);
            block[0] = intraLuma.lumaDc(dc[b]);
            int at = (b >> 2) * 64 + (b & 3) * 4;
            Transform.inverse(block, macroblock.lumaPrediction, macroblock.lumaResult, at, 16);
        }
    }

    /** Both chromas of any macroblock from their predictions. */
    void chroma(SourceMacroblock source, Macroblock macroblock) {
        Quantiser quantiser = macroblock.type.isIntra() ? intraChroma : interChroma;
        boolean hasDc = false;
        int score = 0;
        for (int plane = 0; plane < 2; plane++) {
            int[] prediction = macroblock.chromaPrediction[plane];
            for (int b = 0; b < 4; b++) {
                int at = (b >> 1) * 32 + (b & 1) * 4;
                Transform.forward(source.chroma[plane], prediction, at, 8, block);
                chromaDc[b] = block[0];
                int levels = 64 * plane + 16 * b;
                if (quantiser.levels(block, 1, macroblock.chroma, levels, decision.exact) > 0
                        && decision.lower(BlockKind.CHROMA_AC, macroblock.chroma, levels + 1) > 0) {
                    score += score(macroblock.chroma, levels + 1, 15, 0);
                }
            }
            Transform.hadamard2(chromaDc, 0);
            for (int b = 0; b < 4; b++) {
                int level = quantiser.dcLevel(chromaDc[b]);
                macroblock.chromaDc[4 * plane + b] = level;
                hasDc |= level != 0;
            }
        }
        macroblock.chromaPattern = score >= LEAST_CHROMA_SCORE ? 2 : hasDc ? 1 : 0;
        reconstructChroma(quantiser, macroblock);
    }

    private void reconstructChroma(Quantiser quantiser, Macroblock macroblock) {
        for (int plane = 0; plane < 2; plane++) {
            int[] prediction = macroblock.chromaPrediction[plane];
            int[] result = macroblock.chromaResult[plane];
            if (macroblock.chromaPattern == 0) {
                System.arraycopy(prediction, 0, result, 0, 64);
                continue;
            }
            System.arraycopy(macroblock.chromaDc, 4 * plane, chromaDc, 0, 4);
            Transform.hadamard2(chromaDc, 0);
            for (int b = 0; b < 4; b++) {
                Arrays.fill(block, 0);
                if (macroblock.chromaPattern == 2) {
                    quantiser.scale(macroblock.chroma, 64 * plane + 16 * b, 1, block);
                }
                block[0] = quantiser.chromaDc(chromaDc[b]);
                Transform.inverse(block, prediction, result, (b >> 1) * 32 + (b & 1) * 4, 8);
            }
        }
    }
}
