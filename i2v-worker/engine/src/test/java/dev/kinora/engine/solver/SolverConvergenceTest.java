package dev.kinora.engine.solver;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kinora.contract.Sampling;
import dev.kinora.inference.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Twice the steps, so much less error, on a problem whose solution is known (svd-spec 2.8): pictures of deviation s = ½, for
 * which D(x; σ) = x·s²/(σ²+s²) and x follows √(σ²+s²), on levels that fall by one factor from 80 to 0.01.
 */
class SolverConvergenceTest {
    private static final double VARIANCE = 0.25;
    private static final double LARGEST = 80;
    private static final double LEAST = 0.01;

    @ParameterizedTest
    @CsvSource({"euler, 1.8", "ddim, 1.8", "heun, 3.7", "dpmpp-2m, 3.7", "dpmpp-3m, 3.7", "unipc, 3.7", "lms, 3.7"})
    void errorFalls(String solver, double factor) {
        double fall = error(solver, 40) / error(solver, 80);
        assertTrue(fall >= factor, () -> "falls by a factor of " + fall);
    }

    @Test
    void threeEstimatesAreBetterThanTwo() {
        for (int steps : new int[] {40, 80}) {
            assertTrue(error("dpmpp-3m", steps) < error("dpmpp-2m", steps), () -> "at " + steps);
        }
    }

    private static double error(String solver, int steps) {
        float[] sigmas = new float[steps + 1];
        for (int i = 0; i <= steps; i++) {
            sigmas[i] = (float) (LARGEST * Math.pow(LEAST / LARGEST, (double) i / steps));
        }
        Solver solves = Solver.of(new Sampling(solver, steps, "exponential", List.of(), 0));
        SolverState state = SolverState.first(Tensor.of(new float[] {(float) exact(sigmas[0])}, 1));
        for (int step = 0; step < steps; step++) {
            state = solves.step(state, sigmas, SolverConvergenceTest::denoised, ToyProblem.NO_NOISE);
        }
        return Math.abs(state.latents().data().get(0) - exact(sigmas[steps]));
    }

    private static double exact(double sigma) {
        return Math.sqrt(sigma * sigma + VARIANCE);
    }

    private static Tensor denoised(Tensor latents, float sigma) {
        double x = latents.data().get(0);
        return Tensor.of(new float[] {(float) (x * VARIANCE / (sigma * (double) sigma + VARIANCE))}, 1);
    }
}
