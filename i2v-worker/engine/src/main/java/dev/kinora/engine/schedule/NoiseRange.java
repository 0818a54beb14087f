package dev.kinora.engine.schedule;

/**
 * What a model's scheduler configuration says of its noise.
 *
 * @param sigmaMin the least noise level the network was meant for
 * @param sigmaMax the largest
 * @param rho how unevenly levels of the Karras schedule lie
 * @param leading whether the scheduler's spacing is {@code leading}, which decides the scale of the first latents
 */
public record NoiseRange(double sigmaMin, double sigmaMax, double rho, boolean leading) {
    /** Where the configuration says nothing (Karras et al. 2022, table 1). */
    public static final double USUAL_RHO = 7;

    /** Standard deviation of the first latents: √(σ²+1) of the run's first level, or σ where not leading. */
    public float initialNoiseSigma(float[] sigmas) {
        float largest = sigmas[0];
        return leading ? (float) Math.sqrt(largest * largest + 1) : largest;
    }
}
