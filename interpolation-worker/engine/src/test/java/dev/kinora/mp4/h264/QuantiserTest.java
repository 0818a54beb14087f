package dev.kinora.mp4.h264;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuantiserTest {
    private static final int FAR = 4000;

    private final int[] exact = new int[64];

    /** A block that becomes 0 as a whole is given up early; beside a great coefficient none is. */
    @ParameterizedTest
    @ValueSource(ints = {0, 7, 20, 33, 46, 51})
    void aCoefficientIsWorthTheSameAloneAndBesideAnother(int qp) {
        Quantiser quantiser = new Quantiser(qp, 24);
        for (int position = 1; position < 15; position++) {
            int place = placeOf(position);
            for (int magnitude = 0;
                    magnitude < FAR && level(quantiser, position, magnitude, 0)[place] < 2;
                    magnitude++) {
                int alone = level(quantiser, position, -magnitude, 0)[place];
                assertEquals(level(quantiser, position, -magnitude, FAR)[place], alone, position + ": " + magnitude);
            }
        }
    }

    @Test
    void whatIsGivenUpLeavesNoOldLevels() {
        int[] levels = {9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9};
        assertEquals(0, new Quantiser(30, 24).levels(new int[16], 1, levels, 0, exact));
        assertArrayEquals(new int[] {9, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}, levels);
    }

    private int[] level(Quantiser quantiser, int position, int coefficient, int last) {
        int[] block = new int[16];
        block[position] = coefficient;
        block[15] = last;
        int[] levels = new int[16];
        quantiser.levels(block, 1, levels, 0, exact);
        return levels;
    }

    private static int placeOf(int position) {
        int place = 0;
        while (Quantiser.ZIG_ZAG[place] != position) {
            place++;
        }
        return place;
    }
}
