package dev.kinora.engine.solver;

import static dev.kinora.engine.solver.WeightedSum.sum;
import static dev.kinora.engine.solver.WeightedSum.times;

import dev.kinora.engine.noise.Noise;
import dev.kinora.inference.Tensor;

/**
 * Euler's method with fresh noise after each step (svd-spec 2.8, η = 1): down to σ_down, then up again by σ_up, so that
 * σ_down² + σ_up² = σ'². A step to 0 draws none.
 */
public record EulerAncestral() implements Solver {

    @Override
    public SolverState step(SolverState state, float[] sigmas, Network network, Noise noise) {
        double sigma = sigmas[state.step()];
        double nextSigma = sigmas[state.step() + 1];
        Tensor denoised = network.denoised(state.latents(), (float) sigma);
        double up = Math.min(nextSigma, nextSigma * Math.sqrt(sigma * sigma - nextSigma * nextSigma) / sigma);
        double down = Math.sqrt(nextSigma * nextSigma - up * up);
        Tensor quiet = Ddim.towards(state.latents(), denoised, sigma, down);
        return state.next(up > 0 ? sum(times(1, quiet), times(up, noise.normal(quiet.shape()))) : quiet);
    }
}
