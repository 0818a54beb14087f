package dev.kinora.engine.solver;

import static dev.kinora.engine.solver.WeightedSum.sum;
import static dev.kinora.engine.solver.WeightedSum.times;

import dev.kinora.engine.noise.Noise;
import dev.kinora.inference.Tensor;

/**
 * DDIM with η = 0 (Song et al. 2020): x' = D + (σ'/σ)(x − D), exact while D does not change. Over these noise levels the
 * same as Euler's method, but for rounding, and as the first order of DPM-Solver++.
 */
public record Ddim() implements Solver {

    @Override
    public SolverState step(SolverState state, float[] sigmas, Network network, Noise noise) {
        float sigma = sigmas[state.step()];
        Tensor denoised = network.denoised(state.latents(), sigma);
        return state.next(towards(state.latents(), denoised, sigma, sigmas[state.step() + 1]));
    }

    static Tensor towards(Tensor latents, Tensor denoised, double sigma, double nextSigma) {
        double kept = nextSigma / sigma;
        return sum(times(kept, latents), times(1 - kept, denoised));
    }
}
