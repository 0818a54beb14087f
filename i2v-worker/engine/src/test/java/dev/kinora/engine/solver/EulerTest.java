package dev.kinora.engine.solver;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.kinora.contract.Failure;
import dev.kinora.contract.FailureException;
import dev.kinora.engine.golden.Golden;
import dev.kinora.engine.golden.SeededWeights;
import dev.kinora.engine.schedule.KarrasSchedule;
import dev.kinora.inference.Tensor;
import org.junit.jupiter.api.Test;

class EulerTest {
    private static final long[] SHAPE = {1, 2, 4, 4, 4};

    /** Row "Euler 25" of svd-spec 8.3: diffusers 0.40, {@code EulerDiscreteScheduler}, on the toy network there. */
    @Test
    void followsTheReference() {
        KarrasSchedule schedule = new KarrasSchedule(0.002, 700, true);
        float[] sigmas = schedule.sigmas(25);
        float[] start = SeededWeights.input("in:sched.x", SHAPE).toArray();
        for (int i = 0; i < start.length; i++) {
            start[i] *= schedule.initialNoiseSigma(sigmas);
        }
        Tensor latents = Tensor.of(start, SHAPE);
        for (int step = 0; step < 25; step++) {
            latents = new Euler().step(latents, sigmas, step, EulerTest::toy);
        }
        new Golden(
                        2e-5,
                        Double.NaN,
                        0.6633704,
                        -0.7149308,
                        0.6412357,
                        -0.9480597,
                        0.8780586,
                        -1.321477,
                        -0.9249504,
                        -0.9642093,
                        0.7002479)
                .check(latents);
    }

    @Test
    void isFoundByName() {
        assertEquals(new Euler(), Solver.named("euler"));
        FailureException refused = assertThrows(FailureException.class, () -> Solver.named("eule"));
        assertEquals(Failure.badInput("solver", "eule", "euler"), refused.failure());
    }

    @Test
    void theLastStepGivesTheEstimate() {
        Tensor latents = Tensor.of(new float[] {3, -1}, 2);
        Tensor next = new Euler().step(latents, new float[] {2, 0}, 0, (x, sigma) -> Tensor.of(new float[] {5, 7}, 2));
        assertArrayEquals(new float[] {5, 7}, next.toArray());
    }

    @Test
    void leavesTheLatentsAsTheyWere() {
        Tensor latents = Tensor.of(new float[] {3, -1}, 2);
        new Euler().step(latents, new float[] {2, 1}, 0, (x, sigma) -> Tensor.of(new float[] {5, 7}, 2));
        assertArrayEquals(new float[] {3, -1}, latents.toArray());
    }

    /** v(x, t) = 0.3·tanh(x) − 0.1·c·(1 + 0.05t) on scaled input, t = ¼ ln σ, preconditioned to the estimate. */
    private static Tensor toy(Tensor latents, float sigma) {
        float[] x = latents.toArray();
        float[] c = SeededWeights.input("in:sched.c", SHAPE).toArray();
        double scale = Math.sqrt(sigma * (double) sigma + 1);
        double time = 0.25 * Math.log(sigma);
        for (int i = 0; i < x.length; i++) {
            double v = 0.3 * Math.tanh(x[i] / scale) - 0.1 * c[i] * (1 + 0.05 * time);
            x[i] = (float) (x[i] / (scale * scale) - sigma / scale * v);
        }
        return Tensor.of(x, SHAPE);
    }
}
