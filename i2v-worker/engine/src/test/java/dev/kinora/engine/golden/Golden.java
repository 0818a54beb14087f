package dev.kinora.engine.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kinora.inference.Tensor;
import java.util.stream.IntStream;

/**
 * Expected values of a result with n elements: those at the flat indices 0, 1, 2, ⌊n/7⌋, ⌊n/3⌋, ⌊n/2⌋, ⌊2n/3⌋ and n−1,
 * where known also the mean and the population's standard deviation.
 */
public record Golden(double tolerance, double mean, double deviation, double... values) {
    /** Allowed difference of a single network's results. */
    public static final double NETWORK = 2e-5;

    /** Values of a single network, without mean. */
    public static Golden values(double... values) {
        return new Golden(NETWORK, Double.NaN, Double.NaN, values);
    }

    /** Values of a single network. */
    public static Golden of(double mean, double deviation, double... values) {
        return new Golden(NETWORK, mean, deviation, values);
    }

    /** Fails unless all agree. */
    public void check(Tensor found) {
        check(found.toArray());
    }

    /** Fails unless all agree. */
    public void check(float[] found) {
        int n = found.length;
        int[] indices = {0, 1, 2, n / 7, n / 3, n / 2, (int) (2L * n / 3), n - 1};
        assertEquals(indices.length, values.length);
        for (int i = 0; i < indices.length; i++) {
            assertEquals(values[i], found[indices[i]], tolerance, "value " + indices[i] + " of " + n);
        }
        double average =
                IntStream.range(0, n).mapToDouble(i -> found[i]).average().orElseThrow();
        double variance = IntStream.range(0, n)
                .mapToDouble(i -> (found[i] - average) * (found[i] - average))
                .average()
                .orElseThrow();
        checkKnown("mean", mean, average);
        checkKnown("standard deviation", deviation, Math.sqrt(variance));
    }

    private void checkKnown(String name, double expected, double found) {
        if (!Double.isNaN(expected)) {
            assertEquals(expected, found, tolerance, name);
        }
    }
}
