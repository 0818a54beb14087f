package dev.kinora.engine.guidance;

import dev.kinora.contract.Guidance;

/** The scale of classifier-free guidance for each frame (svd-spec 1.8). */
public final class GuidanceScales {

    private GuidanceScales() {}

    /**
     * {@code min} at the first frame, {@code max} at the last, evenly between; a single frame gets {@code min}. In
     * float32 and from both ends towards the middle, as {@code torch.linspace}.
     */
    public static float[] perFrame(Guidance guidance, int frames) {
        float min = (float) guidance.min();
        float max = (float) guidance.max();
        float growth = (max - min) / Math.max(1, frames - 1);
        float[] scales = new float[frames];
        for (int frame = 0; frame < frames; frame++) {
            boolean fromStart = frame < frames / 2 || frames == 1;
            scales[frame] = fromStart ? min + growth * frame : max - growth * (frames - 1 - frame);
        }
        return scales;
    }
}
