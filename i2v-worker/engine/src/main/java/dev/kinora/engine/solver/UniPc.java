package dev.kinora.engine.solver;

import static dev.kinora.engine.solver.DpmSolver.growth;
import static dev.kinora.engine.solver.WeightedSum.sum;
import static dev.kinora.engine.solver.WeightedSum.times;

import dev.kinora.engine.noise.Noise;
import dev.kinora.inference.Tensor;
import java.util.List;

/**
 * UniPC of order 2 with B(h) = e⁻ʰ − 1 (Zhao et al. 2023, "bh2", data prediction; svd-spec 2.8). Each step first corrects
 * the latents it was given, with the estimate made of them, then predicts the next. Remembers the corrected latents of the
 * step before, then its estimate and the one before that.
 */
public record UniPc() implements Solver {
    private static final int ORDER = 2;

    @Override
    public SolverState step(SolverState state, float[] sigmas, Network network, Noise noise) {
        int step = state.step();
        Tensor denoised = network.denoised(state.latents(), sigmas[step]);
        Tensor latents = step == 0 ? state.latents() : corrected(state.history(), denoised, sigmas, step);
        Tensor next = order(sigmas, step) == 1
                ? Ddim.towards(latents, denoised, sigmas[step], sigmas[step + 1])
                : predicted(latents, denoised, state.history().get(1), sigmas, step);
        List<Tensor> history = step == 0
                ? List.of(latents, denoised)
                : List.of(latents, denoised, state.history().get(1));
        return new SolverState(step + 1, next, history);
    }

    private static int order(float[] sigmas, int step) {
        return Math.min(ORDER, Math.min(step + 1, sigmas.length - 1 - step));
    }

    /** UniP-2: x' = (σ'/σ)x − B·D − ½B·(D₁ − D)/r, with r < 0 for the step before. */
    private static Tensor predicted(Tensor latents, Tensor denoised, Tensor before, float[] sigmas, int step) {
        double h = growth(sigmas[step], sigmas[step + 1]);
        double b = StrictMath.expm1(-h);
        double weight = -b / 2 * h / growth(sigmas[step], sigmas[step - 1]);
        return sum(times(b + 1, latents), times(-b - weight, denoised), times(weight, before));
    }

    /**
     * UniC of the order p that predicted these latents, from the level before: x = (σ/σ₁)x₁ − B·D₁ − B(ρ₁(D₂ − D₁)/r +
     * ρ₂(D − D₁)), without the term in D₂ and with ρ₂ = ½ for p = 1.
     *
     * @param history x₁, D₁, D₂
     */
    private static Tensor corrected(List<Tensor> history, Tensor denoised, float[] sigmas, int step) {
        double h = growth(sigmas[step - 1], sigmas[step]);
        double b = StrictMath.expm1(-h);
        Tensor kept = history.get(0);
        Tensor before = history.get(1);
        if (order(sigmas, step - 1) == 1) {
            return sum(times(b + 1, kept), times(-b / 2, before), times(-b / 2, denoised));
        }
        double r = growth(sigmas[step - 1], sigmas[step - 2]) / h;
        double phi2 = b / -h - 1;
        double phi3 = phi2 / -h - 0.5;
        double rho1 = (phi2 - 2 * phi3) / b / (1 - r);
        double rho2 = phi2 / b - rho1;
        return sum(
                times(b + 1, kept),
                times(-b + b * (rho1 / r + rho2), before),
                times(-b * rho1 / r, history.get(2)),
                times(-b * rho2, denoised));
    }
}
