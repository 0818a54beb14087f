package dev.kinora.engine.solver;

import static dev.kinora.engine.solver.WeightedSum.sum;
import static dev.kinora.engine.solver.WeightedSum.times;

import dev.kinora.engine.noise.Noise;
import dev.kinora.inference.Tensor;
import java.util.List;

/**
 * DPM-Solver++ 3M in the reference's form (svd-spec 2.8). Its measured order is 2: a true third order would take twice the
 * weight of D2. Kept, so that frames are the reference's. Remembers the last two estimates.
 */
public record DpmSolver3M() implements Solver {
    private static final int ORDER = 3;

    @Override
    public SolverState step(SolverState state, float[] sigmas, Network network, Noise noise) {
        int step = state.step();
        Tensor latents = state.latents();
        List<Tensor> denoised = state.historyAfter(network.denoised(latents, sigmas[step]));
        Tensor next =
                switch (DpmSolver.order(ORDER, sigmas, step)) {
                    case 1 -> Ddim.towards(latents, denoised.get(0), sigmas[step], sigmas[step + 1]);
                    case 2 -> DpmSolver.second(latents, denoised, sigmas, step);
                    default -> third(latents, denoised, sigmas, step);
                };
        return state.next(next, denoised, ORDER - 1);
    }

    /**
     * x' = (σ'/σ)x + (1 − σ'/σ)D + a·D1 − b·D2 with a = (e⁻ʰ − 1)/h + 1, b = (e⁻ʰ − 1 + h)/h² − ½, D1 and D2 being the
     * divided differences of the three estimates, here written out as the weight of each.
     */
    private static Tensor third(Tensor latents, List<Tensor> denoised, float[] sigmas, int step) {
        double h = DpmSolver.growth(sigmas[step], sigmas[step + 1]);
        double r0 = DpmSolver.growth(sigmas[step - 1], sigmas[step]) / h;
        double r1 = DpmSolver.growth(sigmas[step - 2], sigmas[step - 1]) / h;
        double shrunk = StrictMath.expm1(-h);
        double a = shrunk / h + 1;
        double b = (shrunk + h) / (h * h) - 0.5;
        double first = (a + (a * r0 - b) / (r0 + r1)) / r0; // weight of D − D₁
        double second = -(a * r0 - b) / (r0 + r1) / r1; // weight of D₁ − D₂
        return sum(
                times(shrunk + 1, latents),
                times(first - shrunk, denoised.get(0)),
                times(second - first, denoised.get(1)),
                times(-second, denoised.get(2)));
    }
}
