package dev.kinora.mp4.h264;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransformTest {

    /** No sample comes back farther away than a step of the quantiser; at QP 0 none by more than 1. */
    @ParameterizedTest
    @ValueSource(ints = {0, 6, 17, 28, 39, 51})
    void whatIsTransformedComesBack(int qp) {
        Quantiser quantiser = new Quantiser(qp, 32);
        double step = 0.625 * Math.pow(2, qp / 6.0);
        Random random = new Random(qp);
        for (int time = 0; time < 1000; time++) {
            int[] source = random.ints(16, 0, 256).toArray();
            int[] prediction = random.ints(16, 0, 256).toArray();
            int[] block = new int[16];
            int[] levels = new int[16];
            int[] result = new int[16];
            Transform.forward(source, prediction, 0, 4, block);
            quantiser.levels(block, 0, levels, 0, new int[16]);
            quantiser.scale(levels, 0, 0, block);
            Transform.inverse(block, prediction, result, 0, 4);
            double squares = Distortion.squares(source, result) / 16.0;
            assertEquals(0, Math.sqrt(squares), Math.max(1, step), "QP " + qp);
        }
    }

    @Test
    void hadamardIsItsOwnInverse() {
        int[] block = new Random(1).ints(16, -4080, 4081).toArray();
        int[] twice = block.clone();
        Transform.hadamard(twice);
        Transform.hadamard(twice);
        for (int i = 0; i < 16; i++) {
            assertEquals(16 * block[i], twice[i]);
        }
        int[] four = {3, -5, 7, 11};
        Transform.hadamard2(four, 0);
        assertArrayEquals(new int[] {16, 4, -20, 12}, four);
    }

    /** The packed sum against the definition: half the magnitudes of H·d·H. */
    @Test
    void packedDifferencesAreThoseOfTheDefinition() {
        Random random = new Random(2);
        for (int time = 0; time < 10_000; time++) {
            int[] first = random.ints(16, 0, 2).map(bit -> 255 * bit).toArray();
            int[] second = random.ints(16, 0, 256).toArray();
            int[] difference = new int[16];
            for (int i = 0; i < 16; i++) {
                difference[i] = first[i] - second[i];
            }
            Transform.hadamard(difference);
            int sum = 0;
            for (int value : difference) {
                sum += Math.abs(value);
            }
            assertEquals(sum / 2, Distortion.transformed(first, second, 0, 4));
        }
    }

    /** Table 8-15. */
    @Test
    void chromaQpFallsBehindFrom30() {
        assertEquals(29, Quantiser.chromaQp(29));
        assertEquals(29, Quantiser.chromaQp(30));
        assertEquals(39, Quantiser.chromaQp(51));
    }
}
