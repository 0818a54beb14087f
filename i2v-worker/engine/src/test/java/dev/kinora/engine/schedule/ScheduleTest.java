package dev.kinora.engine.schedule;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.kinora.contract.Failure;
import dev.kinora.contract.FailureException;
import dev.kinora.contract.Sampling;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The schedules beside Karras's, found by the names jobs use. */
class ScheduleTest {
    private static final NoiseRange PUBLISHED = new NoiseRange(0.002, 700, 7, true);
    private static final NoiseRange BUNDLED = new NoiseRange(8, 80, 7, true);

    /** diffusers 0.42.1: {@code EulerDiscreteScheduler} as published, but with {@code use_exponential_sigmas}. */
    @Test
    void exponentialFallsByTheSameFactor() {
        float[] five = {700, 28.7793541f, 1.18321598f, 0.0486459844f, 0.00200000009f, 0};
        float[] ten = {
            700,
            169.469086f,
            41.028244f,
            9.93288422f,
            2.40473819f,
            0.582183957f,
            0.140945971f,
            0.0341228358f,
            0.00826109387f,
            0.00200000009f,
            0
        };
        check(five, sigmas("exponential", 5, PUBLISHED));
        check(ten, sigmas("exponential", 10, PUBLISHED));
        check(new float[] {80, 8, 0}, sigmas("exponential", 2, BUNDLED));
        check(new float[] {80, 0}, sigmas("exponential", 1, BUNDLED));
    }

    /** diffusers 0.42.1: {@code AysSchedules["StableDiffusionVideoSigmas"]}. */
    @Test
    void alignYourStepsIsAsPublished() {
        float[] published = {700, 54.5f, 15.886f, 7.977f, 4.248f, 1.789f, 0.981f, 0.403f, 0.173f, 0.034f, 0};
        assertArrayEquals(published, sigmas("align-your-steps", 10, PUBLISHED));
    }

    @Test
    void alignYourStepsNeedsAModelThatGoesAsHigh() {
        Failure failure = assertThrows(FailureException.class, () -> sigmas("align-your-steps", 10, BUNDLED))
                .failure();
        assertEquals(
                "schedule: found align-your-steps, which begins at sigma 700, expected one within this model's sigma_max of"
                        + " 80.0: karras | exponential, or sigmas",
                failure.message());
    }

    @Test
    void whatIsListedIsUsedAsItIs() {
        Sampling listed = Sampling.listed("euler", List.of(900.0, 12.3, 0.1), 0);
        float[] found = Schedule.of(listed, BUNDLED).sigmas(listed.steps());
        assertArrayEquals(new float[] {900, 12.3f, 0.1f}, found);
    }

    @Test
    void karrasIsFoundByName() {
        assertArrayEquals(new KarrasSchedule(BUNDLED).sigmas(4), sigmas("karras", 4, BUNDLED));
    }

    private static float[] sigmas(String schedule, int steps, NoiseRange range) {
        Sampling sampling = new Sampling("euler", steps, schedule, List.of(), 0);
        return Schedule.of(sampling, range).sigmas(steps);
    }

    private static void check(float[] expected, float[] found) {
        assertEquals(expected.length, found.length);
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], found[i], expected[i] * 1.2e-7, "sigma " + i);
        }
    }
}
