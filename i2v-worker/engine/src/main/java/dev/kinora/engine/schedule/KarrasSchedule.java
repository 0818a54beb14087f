package dev.kinora.engine.schedule;

/**
 * Karras et al. 2022, eq. 5: σ^(1/ρ) falls evenly, ρ = 7. Computed in double and rounded once, as the reference does.
 *
 * @param sigmaMin the last noise level before 0
 * @param sigmaMax the first
 * @param leading whether the scheduler's spacing is {@code leading}, which decides the scale of the first latents
 */
public record KarrasSchedule(double sigmaMin, double sigmaMax, boolean leading) {
    private static final double RHO = 7;

    /** {@code steps} noise levels from the largest to the smallest, then 0. */
    public float[] sigmas(int steps) {
        float[] sigmas = new float[steps + 1];
        double from = StrictMath.pow(sigmaMax, 1 / RHO);
        double to = StrictMath.pow(sigmaMin, 1 / RHO);
        for (int i = 0; i < steps; i++) {
            double ramp = steps == 1 ? 0 : (double) i / (steps - 1);
            sigmas[i] = (float) StrictMath.pow(from + ramp * (to - from), RHO);
        }
        return sigmas;
    }

    /** Standard deviation of the first latents: √(σ²+1) of the schedule's first level, or σ where not leading. */
    public float initialNoiseSigma(float[] sigmas) {
        float largest = sigmas[0];
        return leading ? (float) Math.sqrt(largest * largest + 1) : largest;
    }
}
