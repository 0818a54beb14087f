package dev.kinora.engine.solver;

import dev.kinora.inference.Tensor;
import java.nio.FloatBuffer;

/**
 * Euler's method (svd-spec 2.5): x' = x + (x − D)/σ · (σ' − σ), in float32. Deterministic: no churn. A last step to
 * σ' = 0 gives D itself.
 */
public record Euler() implements Solver {

    @Override
    public Tensor step(Tensor latents, float[] sigmas, int step, Network network) {
        Tensor denoised = network.denoised(latents, sigmas[step]);
        return towards(latents, denoised, sigmas[step], sigmas[step + 1]);
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
