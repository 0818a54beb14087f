package dev.kinora.engine.solver;

import static dev.kinora.engine.solver.WeightedSum.sum;
import static dev.kinora.engine.solver.WeightedSum.times;

import dev.kinora.inference.Tensor;
import java.util.List;

/**
 * What the orders of multistep DPM-Solver++ share (Lu et al. 2022, data prediction; svd-spec 2.8). Time is λ = −ln σ; h is
 * how far λ grows in a step.
 */
final class DpmSolver {
    /** Below so many steps the reference ends with lower orders, which the last large steps need. */
    private static final int FEW_STEPS = 15;

    private DpmSolver() {}

    /** How far λ grows from one noise level to another. */
    static double growth(double sigma, double nextSigma) {
        return StrictMath.log(sigma / nextSigma);
    }

    /** The order of a step: it grows with the history, and falls again at the end. */
    static int order(int most, float[] sigmas, int step) {
        int steps = sigmas.length - 1;
        boolean few = steps < FEW_STEPS;
        if (step == steps - 1 && (few || sigmas[steps] == 0)) {
            return 1;
        }
        int grown = Math.min(most, step + 1);
        return step == steps - 2 && few ? Math.min(grown, 2) : grown;
    }

    /**
     * A step of order 2 by the midpoint rule: x' = (σ'/σ)x + (1 − σ'/σ)(D + (D − D₁)/2r).
     *
     * @param denoised D of this step and, at index 1, D₁ of the step before
     */
    static Tensor second(Tensor latents, List<Tensor> denoised, float[] sigmas, int step) {
        double kept = sigmas[step + 1] / (double) sigmas[step];
        double r = growth(sigmas[step - 1], sigmas[step]) / growth(sigmas[step], sigmas[step + 1]);
        double half = (1 - kept) / (2 * r);
        return sum(times(kept, latents), times(1 - kept + half, denoised.get(0)), times(-half, denoised.get(1)));
    }
}
