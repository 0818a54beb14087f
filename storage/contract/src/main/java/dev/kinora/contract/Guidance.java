package dev.kinora.contract;

/**
 * Classifier-free guidance, growing from {@code min} at the first frame to {@code max} at the last.
 *
 * @param min scale of the first frame, 0 to 30
 * @param max scale of the last frame, 0 to 30, at least {@code min}; up to 1 guidance is off
 * @param curve how it grows; {@code linear}
 */
public record Guidance(double min, double max, String curve) {

    public Guidance {
        curve = curve == null ? "linear" : curve;
        Check.range("guidance.min", min, 0, 30);
        Check.range("guidance.max", max, 0, 30);
        Check.that(min <= max, "guidance", min + ":" + max, "min no larger than max");
        Check.that(curve.equals("linear"), "guidance.curve", curve, "linear");
    }

    /** Whether the unconditional half has to be computed. */
    public boolean enabled() {
        return max > 1;
    }
}
