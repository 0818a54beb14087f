package dev.kinora.engine.solver;

import static dev.kinora.engine.solver.WeightedSum.sum;
import static dev.kinora.engine.solver.WeightedSum.times;

import dev.kinora.engine.noise.Noise;
import dev.kinora.inference.Tensor;

/**
 * Heun's method (Karras et al. 2022, algorithms 1 and 2; svd-spec 2.8): the mean of the slopes at both ends of a step. Two
 * evaluations a step; one where it ends at 0, as there is no slope. With churn the step begins at σ̂ in everything.
 *
 * @param churn S_churn, 0 for none
 */
public record Heun(double churn) implements Solver {

    @Override
    public float[] evaluations(float[] sigmas, int step) {
        float begin = Churn.raised(churn, sigmas, step);
        float end = sigmas[step + 1];
        return end > 0 ? new float[] {begin, end} : new float[] {begin};
    }

    @Override
    public SolverState step(SolverState state, float[] sigmas, Network network, Noise noise) {
        float sigma = Churn.raised(churn, sigmas, state.step());
        float nextSigma = sigmas[state.step() + 1];
        Tensor latents = raised(state.latents(), sigmas[state.step()], sigma, noise);
        Tensor denoised = network.denoised(latents, sigma);
        Tensor predicted = Ddim.towards(latents, denoised, sigma, nextSigma);
        if (nextSigma == 0) {
            return state.next(predicted);
        }
        Tensor denoisedThere = network.denoised(predicted, nextSigma);
        double half = (nextSigma - (double) sigma) / 2;
        return state.next(sum(
                times(1 + half / sigma, latents),
                times(-half / sigma, denoised),
                times(half / nextSigma, predicted),
                times(-half / nextSigma, denoisedThere)));
    }

    private static Tensor raised(Tensor latents, float sigma, float raised, Noise noise) {
        return raised > sigma
                ? sum(times(1, latents), times(Churn.spread(sigma, raised), noise.normal(latents.shape())))
                : latents;
    }
}
