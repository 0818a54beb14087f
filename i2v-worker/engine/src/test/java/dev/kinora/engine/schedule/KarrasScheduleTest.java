package dev.kinora.engine.schedule;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** The table of svd-spec 2.2: diffusers 0.40, {@code EulerDiscreteScheduler} with the published configuration. */
class KarrasScheduleTest {
    /** The table has nine digits; float32 itself has little more than seven. */
    private static final double RELATIVE = 1.2e-7;

    private static final NoiseRange PUBLISHED = new NoiseRange(0.002, 700, 7, true);

    private final KarrasSchedule schedule = new KarrasSchedule(PUBLISHED);

    @Test
    void fallsInFiveSteps() {
        check(700, 134.854446, 15.5899677, 0.678146005, 0.00200000009, 0);
    }

    @Test
    void fallsInTenSteps() {
        check(
                700,
                352.992218,
                165.259888,
                70.5408401,
                26.7571984,
                8.68202972,
                2.26911640,
                0.430760413,
                0.0485493802,
                0.00200000009,
                0);
    }

    @Test
    void fallsInTwentyFiveSteps() {
        check(
                700,
                545.729248,
                421.569122,
                322.453674,
                244.023071,
                182.547134,
                134.854446,
                98.2671356,
                70.5408401,
                49.8097916,
                34.5367393,
                23.4675121,
                15.5899677,
                10.0971298,
                6.35426569,
                3.86969733,
                2.2691164,
                1.27317727,
                0.678146005,
                0.339378148,
                0.157404646,
                0.0663990751,
                0.0248025805,
                0.00788249541,
                0.002,
                0);
    }

    @Test
    void fallsInThirtySteps() {
        check(
                700,
                570.026733,
                461.312958,
                370.878082,
                296.085663,
                234.612717,
                184.420792,
                143.729156,
                110.989365,
                84.8618927,
                64.1941605,
                48.0002518,
                35.4421692,
                25.8125038,
                18.5185356,
                13.0676889,
                9.05426407,
                6.14739466,
                4.08018255,
                2.63993216,
                1.65943551,
                1.00924981,
                0.590900242,
                0.330953896,
                0.175904155,
                0.0878047869,
                0.0405950658,
                0.017055966,
                0.00633785361,
                0.002,
                0);
    }

    @Test
    void oneStepStartsAtTheTop() {
        assertArrayEquals(new float[] {700, 0}, schedule.sigmas(1));
    }

    @Test
    void firstLatentsAreAsStrongAsTheNoisePlusThePicture() {
        assertEquals(700.000732421875f, PUBLISHED.initialNoiseSigma(schedule.sigmas(25)));
    }

    @Test
    void otherSpacingsStartAtSigma() {
        NoiseRange trailing = new NoiseRange(0.002, 700, 7, false);
        assertEquals(700f, trailing.initialNoiseSigma(schedule.sigmas(25)));
    }

    /** ρ = 1 is linear. */
    @Test
    void rhoIsTheModels() {
        float[] found = new KarrasSchedule(new NoiseRange(20, 80, 1, true)).sigmas(4);
        assertArrayEquals(new float[] {80, 60, 40, 20, 0}, found, 1e-5f);
    }

    private void check(double... expected) {
        float[] found = schedule.sigmas(expected.length - 1);
        assertEquals(expected.length, found.length);
        for (int i = 0; i < found.length; i++) {
            assertEquals(expected[i], found[i], expected[i] * RELATIVE, "sigma " + i);
        }
    }
}
