package dev.kinora.contract;

/** What a job gets where its request says nothing: the model folder's {@code kinora.json}, or the published values. */
public record ModelDefaults(
        int width,
        int height,
        int frames,
        int steps,
        int fps,
        int motionBucket,
        double noiseAugmentation,
        Guidance guidance,
        int decodeChunk) {

    /** The reference pipeline's defaults for a model of {@code frames} frames (svd img2vid 14, xt 25). */
    public static ModelDefaults published(int frames) {
        return new ModelDefaults(1024, 576, frames, 25, 7, 127, 0.02, Guidance.linear(1, 3), frames);
    }
}
