package dev.kinora.mp4.h264;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import org.jcodec.codecs.h264.decode.CoeffTransformer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Transform8x8Test {
    private static final int[] FLAT_LIST = new int[64];

    static {
        Arrays.fill(FLAT_LIST, 16);
    }

    /** No block comes back farther away than a step of the quantiser; at QP 0 by no more than 1. */
    @ParameterizedTest
    @ValueSource(ints = {0, 6, 17, 28, 39, 51})
    void whatIsTransformedComesBack(int qp) {
        Quantiser8x8 quantiser = new Quantiser8x8(qp, 32);
        double step = 0.625 * Math.pow(2, qp / 6.0);
        Random random = new Random(qp);
        for (int time = 0; time < 1000; time++) {
            int[] source = random.ints(256, 0, 256).toArray();
            int[] prediction = random.ints(256, 0, 256).toArray();
            int[] block = new int[64];
            int[] levels = new int[64];
            int[] result = source.clone();
            Transform8x8.forward(source, prediction, 8, block);
            quantiser.levels(block, levels, 0, new int[64]);
            quantiser.scale(levels, 0, block);
            Transform8x8.inverse(block, prediction, result, 8);
            assertEquals(0, Math.sqrt(Distortion.squares(source, result) / 64.0), Math.max(1, step), "QP " + qp);
        }
    }

    /** Scaling and the inverse transform are those of JCodec's decoder. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 8, 15, 22, 29, 35, 36, 43, 51})
    void anotherDecoderReconstructsTheSame(int qp) {
        Random random = new Random(qp);
        int[] levels = random.ints(64, -20, 21).toArray();
        int[] block = new int[64];
        new Quantiser8x8(qp, 21).scale(levels, 0, block);
        int[] theirs = new int[64];
        for (int i = 0; i < 64; i++) {
            theirs[CoeffTransformer.zigzag8x8[i]] = levels[i];
        }
        CoeffTransformer.dequantizeAC8x8(theirs, qp, FLAT_LIST);
        assertArrayEquals(theirs, block);
        CoeffTransformer.idct8x8(theirs);
        int[] grey = new int[256];
        Arrays.fill(grey, 128);
        int[] result = new int[256];
        Transform8x8.inverse(block, grey, result, 0);
        for (int i = 0; i < 64; i++) {
            int expected = Math.max(0, Math.min(255, 128 + theirs[i]));
            assertEquals(expected, result[i / 8 * 16 + i % 8], "sample " + i);
        }
    }

    /** A coefficient of half a step and more becomes a level where nothing is taken away for the dead zone. */
    @Test
    void levelsRoundToTheNearestStep() {
        int[] flat = new int[256];
        int[] block = new int[64];
        int[] levels = new int[64];
        int[] source = new int[256];
        Arrays.fill(source, 10);
        Transform8x8.forward(source, flat, 0, block);
        assertEquals(640, block[0]);
        new Quantiser8x8(24, 32)
                .levels(block, levels, 0, new int[64]); // DC of 80 where the transform were orthonormal, in steps of 10
        assertEquals(8, levels[0]);
    }
}
