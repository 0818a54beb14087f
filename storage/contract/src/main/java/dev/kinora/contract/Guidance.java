package dev.kinora.contract;

import java.util.Collections;
import java.util.List;

/**
 * Classifier-free guidance: a scale for every frame, following a curve.
 *
 * @param min least scale, 0 to 30; with points, the least of them
 * @param max largest scale, 0 to 30, at least {@code min}; up to 1 guidance is off; with points, the largest of them
 * @param curve one of {@link #CURVES}: {@code linear} from {@code min} at the first frame to {@code max} at the last,
 *     {@code constant} at {@code max}, {@code triangle} and {@code cosine} from {@code min} up to {@code max}, the
 *     triangle back down again; {@code points} as listed
 * @param points scales spread evenly from the first frame to the last, straight lines between them; none with another curve
 * @param interval noise levels at which guidance is on; null: at all
 */
public record Guidance(double min, double max, String curve, List<Double> points, SigmaInterval interval) {
    /** Curves by name. */
    public static final List<String> CURVES = List.of("linear", "constant", "triangle", "cosine", "points");

    private static final String POINTS = "points";
    private static final int MOST_POINTS = 1024;

    public Guidance {
        curve = curve == null ? "linear" : curve;
        points = points == null ? List.of() : List.copyOf(points);
        Check.oneOf("guidance.curve", curve, CURVES);
        if (curve.equals(POINTS)) {
            requirePoints(points);
            min = Collections.min(points);
            max = Collections.max(points);
        } else {
            Check.that(points.isEmpty(), "guidance.curve", curve + " beside points", POINTS);
        }
        Check.range("guidance.min", min, 0, 30);
        Check.range("guidance.max", max, 0, 30);
        Check.that(min <= max, "guidance", min + ":" + max, "min no larger than max");
    }

    /** Growing evenly from the first frame to the last. */
    public static Guidance linear(double min, double max) {
        return new Guidance(min, max, "linear", List.of(), null);
    }

    /** Whether the unconditional half has to be computed. */
    public boolean enabled() {
        return max > 1;
    }

    private static void requirePoints(List<Double> points) {
        Check.that(
                !points.isEmpty() && points.size() <= MOST_POINTS,
                "guidance.points",
                points.size() + " points",
                "1 to " + MOST_POINTS + " of them");
        for (int i = 0; i < points.size(); i++) {
            Check.range("guidance.points[" + i + "]", points.get(i), 0, 30);
        }
    }
}
