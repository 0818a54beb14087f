package dev.kinora.engine.solver;

import dev.kinora.contract.Sampling;
import dev.kinora.engine.noise.Noise;
import dev.kinora.inference.Tensor;

/**
 * Solves dx/dσ = (x − D(x; σ)) / σ (Karras et al. 2022, eq. 1 and 3), a step from one noise level to the next. Immutable:
 * what a run leaves behind is its {@link SolverState}. A new one takes a file, its line here and its name in
 * {@link Sampling}.
 */
public sealed interface Solver
        permits Ddim, DpmSolver2M, DpmSolver3M, Euler, EulerAncestral, Heun, LinearMultistep, UniPc {

    /** D: what the latents would be without noise. */
    @FunctionalInterface
    interface Network {
        /**
         * @param latents with noise of standard deviation {@code sigma} added
         * @return the estimate x0, of the same shape
         */
        Tensor denoised(Tensor latents, float sigma);
    }

    /** The solver a job names. */
    static Solver of(Sampling sampling) {
        return switch (sampling.solver()) {
            case "euler" -> new Euler(sampling.churn());
            case "heun" -> new Heun(sampling.churn());
            case "euler-ancestral" -> new EulerAncestral();
            case "dpmpp-2m" -> new DpmSolver2M();
            case "dpmpp-3m" -> new DpmSolver3M();
            case "unipc" -> new UniPc();
            case "lms" -> new LinearMultistep();
            case "ddim" -> new Ddim();
            default -> throw new IllegalArgumentException("no solver " + sampling.solver());
        };
    }

    /**
     * Noise levels at which a step evaluates the network, in order; it is these that take the time.
     *
     * @param sigmas all noise levels of the run
     * @param step 0-based
     */
    default float[] evaluations(float[] sigmas, int step) {
        return new float[] {sigmas[step]};
    }

    /**
     * Takes the next step, from {@code sigmas[state.step()]} to the level after it.
     *
     * @param sigmas all noise levels of the run, falling, only the last of them perhaps 0
     * @param noise drawn from where a solver adds noise, at most once a step
     */
    SolverState step(SolverState state, float[] sigmas, Network network, Noise noise);
}
