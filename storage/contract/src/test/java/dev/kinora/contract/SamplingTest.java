package dev.kinora.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class SamplingTest {
    private static final String SOLVERS = "euler | heun | euler-ancestral | dpmpp-2m | dpmpp-3m | unipc | lms | ddim";

    @Test
    void namesAreThoseThereAre() {
        refuses("solver: found eular, expected " + SOLVERS, () -> scheduled("eular", 6, "karras", 0));
        refuses("solver: found null, expected " + SOLVERS, () -> scheduled(null, 6, "karras", 0));
        refuses(
                "schedule: found linear, expected karras | exponential | align-your-steps",
                () -> scheduled("euler", 6, "linear", 0));
        refuses(
                "schedule: found custom, expected karras | exponential | align-your-steps",
                () -> scheduled("euler", 6, "custom", 0));
    }

    @Test
    void stepsHaveLimits() {
        refuses("steps: found 0, expected a whole number from 1 to 1000", () -> Sampling.euler(0));
        refuses("steps: found 1001, expected a whole number from 1 to 1000", () -> Sampling.euler(1001));
        refuses(
                "steps: found 6, expected 10 with align-your-steps",
                () -> scheduled("euler", 6, "align-your-steps", 0));
        assertEquals(10, scheduled("euler", 10, "align-your-steps", 0).steps());
    }

    @Test
    void sigmasFallToTheEnd() {
        assertEquals(2, listed(80, 8, 0).steps());
        assertEquals("custom", listed(80, 8, 0.5).schedule());
        refuses("sigmas[2]: found 9.0, expected less than 8.0 before it", () -> listed(80, 8, 9));
        refuses("sigmas[2]: found 8.0, expected less than 8.0 before it", () -> listed(80, 8, 8, 0));
        refuses("sigmas[2]: found 0.0, expected less than 0.0 before it", () -> listed(80, 0, 0));
        refuses("sigmas[0]: found 0.0, expected a number above 0", () -> listed(0, 0));
        refuses("sigmas[1]: found -8.0, expected a number from 0 to 10000", () -> listed(80, -8, 0));
        refuses(
                "sigmas[0]: found Infinity, expected a number from 0 to 10000",
                () -> listed(Double.POSITIVE_INFINITY, 8, 0));
        refuses("sigmas[1]: found NaN, expected a number from 0 to 10000", () -> listed(80, Double.NaN, 0));
    }

    /** They differ, but no longer in the engine's arithmetic. */
    @Test
    void sigmasFallInFloat32() {
        refuses("sigmas[1]: found 79.9999999, expected less than 80.0 before it", () -> listed(80, 79.9999999, 0));
        refuses("sigmas[0]: found 1.0E-60, expected a number above 0", () -> listed(1e-60, 0));
    }

    @Test
    void sigmasAreAtLeastTwo() {
        String expected = " of them, expected 2 to 1001 noise levels, the last usually 0";
        refuses("sigmas: found 1" + expected, () -> listed(80));
        refuses("sigmas: found 0" + expected, () -> listed());
        double[] many = IntStream.range(0, 1002).mapToDouble(i -> 2000 - i).toArray();
        refuses("sigmas: found 1002" + expected, () -> listed(many));
    }

    /** As a message could claim; a request has no way to. */
    @Test
    void sigmasStandAlone() {
        refuses(
                "schedule: found karras, expected custom beside sigmas",
                () -> new Sampling("euler", 2, "karras", List.of(80.0, 8.0, 0.0), 0));
        refuses(
                "steps: found 3, expected one less than there are sigmas",
                () -> new Sampling("euler", 3, "custom", List.of(80.0, 8.0, 0.0), 0));
    }

    @Test
    void churnIsForSolversThatTakeIt() {
        assertEquals(1.5, scheduled("heun", 6, "karras", 1.5).churn());
        refuses("churn: found -1.0, expected a number from 0 to 1000", () -> scheduled("euler", 6, "karras", -1));
        refuses(
                "churn: found NaN, expected a number from 0 to 1000",
                () -> scheduled("euler", 6, "karras", Double.NaN));
        refuses(
                "churn: found 1.0 with lms, expected 0, or one of the solvers euler, heun",
                () -> scheduled("lms", 6, "karras", 1));
    }

    private static Sampling scheduled(String solver, int steps, String schedule, double churn) {
        return new Sampling(solver, steps, schedule, List.of(), churn);
    }

    private static Sampling listed(double... sigmas) {
        return Sampling.listed("euler", Arrays.stream(sigmas).boxed().toList(), 0);
    }

    private static void refuses(String message, Executable made) {
        assertEquals(message, assertThrows(FailureException.class, made).getMessage());
    }
}
