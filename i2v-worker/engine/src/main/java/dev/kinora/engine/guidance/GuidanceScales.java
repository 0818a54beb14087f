package dev.kinora.engine.guidance;

import dev.kinora.contract.Guidance;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/** The scale of classifier-free guidance for each frame (svd-spec 1.8, 6.3). */
public final class GuidanceScales {

    private GuidanceScales() {}

    /** A scale for each frame as the curve says; where it begins at {@code min}, a single frame gets that. */
    public static float[] perFrame(Guidance guidance, int frames) {
        if (guidance.curve().equals("linear")) {
            return linear((float) guidance.min(), (float) guidance.max(), frames);
        }
        double last = Math.max(1, frames - 1);
        double span = guidance.max() - guidance.min();
        return each(
                frames,
                switch (guidance.curve()) {
                    case "constant" -> frame -> guidance.max();
                    case "triangle" ->
                        frame -> guidance.min() + span * (frames == 1 ? 0 : 1 - Math.abs(2 * frame / last - 1));
                    case "cosine" -> frame -> guidance.min() + span * (1 - StrictMath.cos(Math.PI * frame / last)) / 2;
                    case "points" -> frame -> between(guidance.points(), frame / last);
                    default -> throw new IllegalArgumentException("no curve " + guidance.curve());
                });
    }

    /** In float32 and from both ends towards the middle, as {@code torch.linspace}. */
    private static float[] linear(float min, float max, int frames) {
        float growth = (max - min) / Math.max(1, frames - 1);
        float[] scales = new float[frames];
        for (int frame = 0; frame < frames; frame++) {
            boolean fromStart = frame < frames / 2 || frames == 1;
            scales[frame] = fromStart ? min + growth * frame : max - growth * (frames - 1 - frame);
        }
        return scales;
    }

    private static float[] each(int frames, IntToDoubleFunction scale) {
        float[] scales = new float[frames];
        for (int frame = 0; frame < frames; frame++) {
            scales[frame] = (float) scale.applyAsDouble(frame);
        }
        return scales;
    }

    /** @param place 0 at the first point, 1 at the last */
    private static double between(List<Double> points, double place) {
        double at = place * (points.size() - 1);
        int before = (int) at;
        int after = Math.min(before + 1, points.size() - 1);
        return points.get(before) + (at - before) * (points.get(after) - points.get(before));
    }
}
