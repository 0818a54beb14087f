package dev.kinora.contract;

/**
 * How many frames come between two that were generated, and how.
 *
 * @param factor 1 (none), 2, 4, 8 or 16
 * @param method of making them; says nothing where the factor is 1
 */
public record Interpolation(int factor, InterpolationMethod method) {
    /** No frames between. */
    public static final Interpolation NONE = new Interpolation(1, InterpolationMethod.DIFFUSION);

    public Interpolation {
        boolean known = factor >= 1 && factor <= 16 && Integer.bitCount(factor) == 1;
        Check.that(known, "interpolation", factor, "1 | 2 | 4 | 8 | 16");
        Check.that(method != null, "interpolationMethod", null, "diffusion | cross-fade");
    }

    /** Frames of a clip of so many generated ones: {@code factor · (generated − 1) + 1}. */
    public int frames(int generated) {
        return factor * (generated - 1) + 1;
    }

    /** Whether the model's interpolation network is needed. */
    public boolean needsNetwork() {
        return factor > 1 && method == InterpolationMethod.DIFFUSION;
    }
}
