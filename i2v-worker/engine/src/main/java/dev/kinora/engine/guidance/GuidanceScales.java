package dev.kinora.engine.guidance;

import dev.kinora.contract.Guidance;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** The scale of classifier-free guidance for each frame (svd-spec 1.8, 6.3). */
public final class GuidanceScales {

    private GuidanceScales() {}

    /** A scale for each frame as the curve says; a single frame is the first. */
    public static float[] perFrame(Guidance guidance, int frames) {
        return switch (guidance.curve()) {
            case "linear" -> linear((float) guidance.min(), (float) guidance.max(), frames);
            case "constant" -> each(frames, place -> guidance.max());
            case "triangle" -> each(frames, place -> between(guidance, 1 - Math.abs(2 * place - 1)));
            case "cosine" -> each(frames, place -> between(guidance, (1 - StrictMath.cos(Math.PI * place)) / 2));
            case "points" -> each(frames, place -> joined(guidance.points(), place));
            default -> throw new IllegalArgumentException("no curve " + guidance.curve());
        };
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

    /** @param curve from a frame's place, 0 for the first to 1 for the last, to its scale */
    private static float[] each(int frames, DoubleUnaryOperator curve) {
        float[] scales = new float[frames];
        for (int frame = 0; frame < frames; frame++) {
            scales[frame] = (float) curve.applyAsDouble(frame / Math.max(1.0, frames - 1));
        }
        return scales;
    }

    private static double between(Guidance guidance, double share) {
        return guidance.min() + share * (guidance.max() - guidance.min());
    }

    /** Straight lines from point to point. */
    private static double joined(List<Double> points, double place) {
        double at = place * (points.size() - 1);
        int before = (int) at;
        int after = Math.min(before + 1, points.size() - 1);
        return points.get(before) + (at - before) * (points.get(after) - points.get(before));
    }
}
