package dev.kinora.engine.solver;

import dev.kinora.engine.noise.Noise;
import dev.kinora.inference.Tensor;
import java.util.List;

/** DPM-Solver++ 2M, midpoint (Lu et al. 2022, algorithm 2). Remembers the last estimate. */
public record DpmSolver2M() implements Solver {
    private static final int ORDER = 2;

    @Override
    public SolverState step(SolverState state, float[] sigmas, Network network, Noise noise) {
        int step = state.step();
        Tensor latents = state.latents();
        List<Tensor> denoised = state.historyAfter(network.denoised(latents, sigmas[step]));
        Tensor next = DpmSolver.order(ORDER, sigmas, step) == 1
                ? Ddim.towards(latents, denoised.get(0), sigmas[step], sigmas[step + 1])
                : DpmSolver.second(latents, denoised, sigmas, step);
        return state.next(next, denoised, ORDER - 1);
    }
}
