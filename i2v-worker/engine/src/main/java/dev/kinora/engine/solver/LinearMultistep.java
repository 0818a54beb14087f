package dev.kinora.engine.solver;

import static dev.kinora.engine.solver.WeightedSum.sum;
import static dev.kinora.engine.solver.WeightedSum.times;

import dev.kinora.engine.noise.Noise;
import dev.kinora.engine.solver.WeightedSum.Term;
import dev.kinora.inference.Tensor;
import java.util.List;

/**
 * Adams–Bashforth over uneven noise levels (svd-spec 2.8, "LMS"): integrates the polynomial through the last four slopes
 * (x − D)/σ. Fewer at the start; the first step is Euler's. Remembers the last three slopes.
 */
public record LinearMultistep() implements Solver {
    private static final int ORDER = 4;

    @Override
    public SolverState step(SolverState state, float[] sigmas, Network network, Noise noise) {
        int step = state.step();
        double sigma = sigmas[step];
        Tensor denoised = network.denoised(state.latents(), sigmas[step]);
        Tensor slope = sum(times(1 / sigma, state.latents()), times(-1 / sigma, denoised));
        List<Tensor> slopes = state.historyAfter(slope);
        Term[] terms = new Term[slopes.size() + 1];
        terms[0] = times(1, state.latents());
        for (int j = 0; j < slopes.size(); j++) {
            terms[j + 1] = times(weight(sigmas, step, slopes.size(), j), slopes.get(j));
        }
        return state.next(sum(terms), slopes, ORDER - 1);
    }

    /**
     * ∫ Π (τ − σ_q)/(σ_j − σ_q) dτ over the step, q running over the other nodes. Exact, by the polynomial's coefficients;
     * counted from the step's beginning, as powers of 700 would swallow what small levels add.
     */
    private static double weight(float[] sigmas, int step, int nodes, int j) {
        double[] coefficients = new double[nodes];
        coefficients[0] = 1;
        double scale = 1;
        for (int q = 0; q < nodes; q++) {
            if (q != j) {
                multiply(coefficients, (double) sigmas[step - q] - sigmas[step]);
                scale *= (double) sigmas[step - j] - sigmas[step - q];
            }
        }
        double end = (double) sigmas[step + 1] - sigmas[step];
        double integral = 0;
        for (int power = nodes; power > 0; power--) {
            integral = (integral + coefficients[power - 1] / power) * end;
        }
        return integral / scale;
    }

    /** Multiplies a polynomial, lowest power first, by (t − root). */
    private static void multiply(double[] coefficients, double root) {
        for (int power = coefficients.length - 1; power > 0; power--) {
            coefficients[power] = coefficients[power - 1] - root * coefficients[power];
        }
        coefficients[0] *= -root;
    }
}
