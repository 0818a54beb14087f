package dev.kinora.engine.noise;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** torch 2.15.0 on CPU: {@code torch.randn(n, generator=torch.Generator().manual_seed(seed))}. */
class SeededNoiseTest {
    private static final float TOLERANCE = 2.4e-7f;
    private static final float[] SEED_42 = {
        1.92691529f,
        1.48728406f,
        0.900717199f,
        -2.10552096f,
        0.678418458f,
        -1.23454487f,
        -0.0430674776f,
        -1.60466695f,
        -0.752135277f,
        1.64872301f,
        -0.392478645f,
        -1.40360713f,
        -0.727881312f,
        -0.559430182f,
        -0.768838882f,
        0.76244539f
    };

    @Test
    void drawsTheReferencesNumbers() {
        assertArrayEquals(SEED_42, noise(42, 16), TOLERANCE);
    }

    /** More than two refills of the twister; sums catch what single values miss. */
    @Test
    void drawsManyNumbers() {
        float[] values = noise(42, 100_000);
        float[] expected = {1.92691529f, 0.76244539f, 1.6423169f, -0.8211768269538879f, -0.47465083f, -0.92263573f};
        float[] found = {values[0], values[15], values[16], values[777], values[50_000], values[99_999]};
        assertArrayEquals(expected, found, TOLERANCE);
        double sum = 0;
        double squares = 0;
        for (double value : values) {
            sum += value;
            squares += value * value;
        }
        assertEquals(211.24580616, sum, 1e-3);
        assertEquals(101186.82916405, squares, 1e-2);
    }

    /** 20 = one block of 16 and 4 more: the last 16 places are drawn again. */
    @Test
    void redrawsTheLastBlockOfAnUnevenLength() {
        float[] expected = {
            1.92691529f,
            1.48728406f,
            0.900717199f,
            -2.10552096f,
            -0.758131146f,
            1.07831764f,
            0.800800562f,
            1.68062055f,
            0.355859905f,
            -0.686622977f,
            -0.493356347f,
            0.241487786f,
            -0.23162432f,
            0.041759491f,
            -0.251575291f,
            0.859858513f,
            -0.309726775f,
            -0.395710498f,
            0.803409338f,
            -0.621595383f
        };
        assertArrayEquals(expected, noise(42, 20), TOLERANCE);
    }

    @Test
    void drawsOnWhereTheTensorBeforeEnded() {
        SeededNoise noise = new SeededNoise(42);
        float[] first = noise.normal(3, 7).toArray();
        float[] second = noise.normal(2, 9).toArray();
        assertEquals(-0.5920005440711975f, first[20], TOLERANCE);
        assertEquals(-0.42451897263526917f, second[0], TOLERANCE);
        assertEquals(-0.45274803042411804f, second[17], TOLERANCE);
    }

    @Test
    void goesOnFromAPosition() {
        SeededNoise whole = new SeededNoise(42);
        whole.normal(3, 7);
        SeededNoise further = new SeededNoise(42, whole.position());
        assertEquals(21 + 16, whole.position(), "the last 16 are drawn twice");
        assertArrayEquals(whole.normal(700).toArray(), further.normal(700).toArray());
        assertEquals(whole.position(), further.position());
    }

    @Test
    void takesTheLowBitsOfALargeSeed() {
        float[] expected = {-0.353359878f, -0.263496399f, -1.37336195f, -3.36067057f, -0.933466971f};
        assertArrayEquals(expected, Arrays.copyOf(noise(123_456_789_012L, 16), 5), TOLERANCE);
        assertArrayEquals(noise(42, 16), noise(42 + (1L << 32), 16));
    }

    @Test
    void takesANegativeSeed() {
        float[] expected = {-2.28005242f, 1.29968476f, -2.42321157f, -0.86204505f};
        assertArrayEquals(expected, Arrays.copyOf(noise(-5, 16), 4), TOLERANCE);
    }

    @Test
    void refusesFewerThanABlock() {
        assertThrows(IllegalArgumentException.class, () -> noise(42, 15));
    }

    private static float[] noise(long seed, int size) {
        return new SeededNoise(seed).normal(size).toArray();
    }
}
