package dev.kinora.engine.solver;

import static dev.kinora.engine.solver.WeightedSum.sum;
import static dev.kinora.engine.solver.WeightedSum.times;

import dev.kinora.engine.noise.Noise;
import dev.kinora.inference.Tensor;
import java.nio.FloatBuffer;

/**
 * Euler's method (svd-spec 2.5): x' = x + (x − D)/σ · (σ' − σ), in float32 as the reference. A last step to σ' = 0 gives D
 * itself. With churn the step begins at σ̂; as in the reference the network still sees the latents before, at σ, and only
 * the part of x in D = x/(σ²+1) + … gets the noise.
 *
 * @param churn S_churn, 0 for none
 */
public record Euler(double churn) implements Solver {

    @Override
    public SolverState step(SolverState state, float[] sigmas, Network network, Noise noise) {
        int step = state.step();
        float sigma = sigmas[step];
        Tensor latents = state.latents();
        Tensor denoised = network.denoised(latents, sigma);
        float raised = Churn.raised(churn, sigmas, step);
        if (raised > sigma) {
            double spread = Churn.spread(sigma, raised);
            Tensor draw = noise.normal(latents.shape());
            latents = sum(times(1, latents), times(spread, draw));
            denoised = sum(times(1, denoised), times(spread / (sigma * (double) sigma + 1), draw));
        }
        return state.next(towards(latents, denoised, raised, sigmas[step + 1]));
    }

    private static Tensor towards(Tensor latents, Tensor denoised, float sigma, float nextSigma) {
        Tensor next = Tensor.allocate(latents.shape());
        FloatBuffer out = next.data();
        FloatBuffer x = latents.data();
        FloatBuffer d = denoised.data();
        float change = nextSigma - sigma;
        while (out.hasRemaining()) {
            float value = x.get();
            out.put(value + (value - d.get()) / sigma * change);
        }
        return next;
    }
}
