package dev.kinora.engine.solver;

/**
 * Noise added before a step, so that it begins at a higher level σ̂ (Karras et al. 2022, algorithm 2, with S_tmin = 0,
 * S_tmax = ∞ and S_noise = 1).
 */
final class Churn {
    private static final double MOST = Math.sqrt(2) - 1;

    private Churn() {}

    /**
     * σ̂, from where a step begins.
     *
     * @param amount S_churn; 0 leaves σ as it is
     */
    static float raised(double amount, float[] sigmas, int step) {
        return (float) (sigmas[step] * (1 + Math.min(amount / (sigmas.length - 1), MOST)));
    }

    /** Standard deviation of the noise that raises σ to σ̂. */
    static double spread(double sigma, double raised) {
        return Math.sqrt(raised * raised - sigma * sigma);
    }
}
