package dev.kinora.interpolation.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class WindowSettingsTest {

    /** The JDK's generator of the same paper. */
    @Test
    void aWindowsSeedIsAValueOfSplitMix64() {
        SplittableRandom jdk = new SplittableRandom(42);
        for (int number = 0; number < 10; number++) {
            assertEquals(jdk.nextLong(), settings(42).windowSeed(number % 2, number / 2));
        }
    }

    /** Only the low 32 bits reach the noise. */
    @Test
    void noTwoWindowsOfNeighbouringJobsShareNoise() {
        Set<Integer> seeds = new HashSet<>();
        for (int seed = 0; seed < 4; seed++) {
            for (int gap = 0; gap < 52; gap++) {
                assertTrue(seeds.add((int) settings(seed).windowSeed(0, gap)));
                assertTrue(seeds.add((int) settings(seed).windowSeed(1, gap)));
            }
        }
    }

    private static WindowSettings settings(long seed) {
        return new WindowSettings(7, 45, seed, 1);
    }
}
