package dev.kinora.mp4.h264;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LevelDecisionTest {
    private static final double LAMBDA = 0.136;

    private final ContextModels models = new ContextModels();
    private final BinCounter counter = new BinCounter(models);
    private final LevelDecision decision = new LevelDecision(counter);

    @BeforeEach
    void begin() {
        models.begin(28, true);
    }

    /** Distortion in squared steps and the price of the bits, as the writer counts them. */
    private double cost(BlockKind kind, double[] steps, int[] levels) {
        double cost = 0;
        boolean isCoded = false;
        for (int i = 0; i < kind.length; i++) {
            cost += Math.pow(Math.abs(steps[i]) - Math.abs(levels[i]), 2);
            isCoded |= levels[i] != 0;
        }
        counter.restart();
        if (isCoded) {
            ResidualCoding.write(counter, kind, levels, 0);
        }
        return cost + LAMBDA * counter.count() / BinCounter.BIT;
    }

    private int[] lowered(BlockKind kind, double... steps) {
        int[] levels = new int[kind.length];
        for (int i = 0; i < steps.length; i++) {
            levels[i] = (int) Math.round(steps[i]);
            decision.exact[i] = (int) Math.round(Math.abs(steps[i]) * LevelDecision.STEP);
        }
        int count = decision.lower(kind, levels, 0);
        int nonZero = 0;
        for (int level : levels) {
            nonZero += level == 0 ? 0 : 1;
        }
        assertEquals(nonZero, count);
        return levels;
    }

    @ParameterizedTest
    @EnumSource
    void blocksCostLess(BlockKind kind) {
        Random random = new Random(kind.ordinal());
        double before = 0;
        double after = 0;
        for (int time = 0; time < 500; time++) {
            double[] steps = new double[kind.length];
            int[] rounded = new int[kind.length];
            double width = 0.3 + random.nextDouble();
            for (int i = 0; i < kind.length; i++) {
                steps[i] = width * random.nextGaussian();
                rounded[i] = (int) Math.round(steps[i]);
            }
            before += cost(kind, steps, rounded);
            after += cost(kind, steps, lowered(kind, steps));
        }
        assertTrue(after < 0.95 * before, before + " to " + after);
    }

    @Test
    void aSmallLevelFarFromTheOthersGoes() {
        assertArrayEquals(
                new int[] {5, -4, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0},
                lowered(BlockKind.LUMA_4X4, 5, -4, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, -0.7, 0, 0, 0));
    }

    @Test
    void aBlockOfOneSmallLevelIsNotWorthItsBits() {
        assertArrayEquals(new int[64], lowered(BlockKind.LUMA_8X8, 0, 0, 0, 0, 0, 0, 0.8));
    }

    @Test
    void whatIsExactStays() {
        int[] exact = {9, -7, 2, 2, -2, 1, 2, -1};
        assertArrayEquals(exact, Arrays.copyOf(lowered(BlockKind.LUMA_4X4, 9, -7, 2, 2, -2, 1, 2, -1), 8));
    }
}
