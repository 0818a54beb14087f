package dev.kinora.engine.solver;

import dev.kinora.engine.golden.SeededWeights;
import dev.kinora.engine.noise.Noise;
import dev.kinora.engine.schedule.KarrasSchedule;
import dev.kinora.engine.schedule.NoiseRange;
import dev.kinora.inference.Tensor;
import java.util.ArrayList;
import java.util.List;

/** The toy network of svd-spec 8.3, on noise levels of the published schedule. */
final class ToyProblem {
    static final Noise NO_NOISE = shape -> {
        throw new AssertionError("nothing is to be drawn");
    };

    private static final long[] SHAPE = {1, 2, 4, 4, 4};
    private static final NoiseRange RANGE = new NoiseRange(0.002, 700, 7, true);
    private static final float[] C = SeededWeights.input("in:sched.c", SHAPE).toArray();

    /** Noise levels the network was asked for. */
    final List<Float> asked = new ArrayList<>();

    static float[] sigmas(int steps) {
        return new KarrasSchedule(RANGE).sigmas(steps);
    }

    static SolverState start(float[] sigmas) {
        float[] start = SeededWeights.input("in:sched.x", SHAPE).toArray();
        for (int i = 0; i < start.length; i++) {
            start[i] *= RANGE.initialNoiseSigma(sigmas);
        }
        return SolverState.first(Tensor.of(start, SHAPE));
    }

    Tensor solve(Solver solver, float[] sigmas, Noise noise) {
        return solve(solver, start(sigmas), sigmas, noise);
    }

    /** From wherever a run stands to its end. */
    Tensor solve(Solver solver, SolverState state, float[] sigmas, Noise noise) {
        SolverState now = state;
        while (now.step() < sigmas.length - 1) {
            now = solver.step(now, sigmas, this::denoised, noise);
        }
        return now.latents();
    }

    /** v(x, t) = 0.3·tanh(x) − 0.1·c·(1 + 0.05t) on scaled input, t = ¼ ln σ, preconditioned to the estimate. */
    Tensor denoised(Tensor latents, float sigma) {
        asked.add(sigma);
        float[] x = latents.toArray();
        double scale = Math.sqrt(sigma * (double) sigma + 1);
        double time = 0.25 * Math.log(sigma);
        for (int i = 0; i < x.length; i++) {
            double v = 0.3 * Math.tanh(x[i] / scale) - 0.1 * C[i] * (1 + 0.05 * time);
            x[i] = (float) (x[i] / (scale * scale) - sigma / scale * v);
        }
        return Tensor.of(x, SHAPE);
    }
}
