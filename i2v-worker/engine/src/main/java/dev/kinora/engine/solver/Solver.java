package dev.kinora.engine.solver;

import dev.kinora.contract.FailureException;
import dev.kinora.inference.Tensor;

/** Solves dx/dσ = (x − D(x; σ)) / σ (Karras et al. 2022, eq. 1 and 3), a step from one noise level to the next. */
public sealed interface Solver permits Euler {

    /** D: what the latents would be without noise. */
    @FunctionalInterface
    interface Network {
        /**
         * @param latents with noise of standard deviation {@code sigma} added
         * @return the estimate x0, of the same shape
         */
        Tensor denoised(Tensor latents, float sigma);
    }

    /**
     * The solver a job names.
     *
     * @throws FailureException BAD_INPUT on {@code solver} if there is none of that name
     */
    static Solver named(String name) {
        return switch (name) {
            case "euler" -> new Euler();
            default -> throw FailureException.badInput("solver", name, "euler");
        };
    }

    /**
     * Latents at {@code sigmas[step + 1]} from latents at {@code sigmas[step]}.
     *
     * @param sigmas all noise levels of the run, falling, the last usually 0
     * @param step 0-based
     */
    Tensor step(Tensor latents, float[] sigmas, int step, Network network);
}
