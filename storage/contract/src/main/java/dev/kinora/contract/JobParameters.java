package dev.kinora.contract;

import java.util.List;

/**
 * Everything that decides a job's pixels, every value resolved.
 *
 * @param width of the clip in pixels, 16 to 4096; a multiple of 8 unless the job brings its own frames
 * @param height of the clip in pixels, likewise
 * @param fit how the still becomes width × height
 * @param frames generated, or brought by the job, 1 to 1024
 * @param sampling how the noise falls and how the latents follow
 * @param fps frame rate the model is conditioned on, 1 to 120
 * @param playbackFps frame rate of the clip, 1 to 1920
 * @param motionBucket how much motion, 0 to 255
 * @param noiseAugmentation noise on the conditioning image, 0 to 1, in units of the image's range −1…1
 * @param guidance of each frame; no more points than frames
 * @param seed of the noise
 * @param camera moves that add up, at most 8
 * @param interpolation what comes between these frames
 * @param decodeChunk frames decoded together, at least 1; changes pixels
 * @param encoding of the clip
 */
public record JobParameters(
        int width,
        int height,
        Fit fit,
        int frames,
        Sampling sampling,
        int fps,
        double playbackFps,
        int motionBucket,
        double noiseAugmentation,
        Guidance guidance,
        long seed,
        List<CameraMove> camera,
        Interpolation interpolation,
        int decodeChunk,
        EncodingParameters encoding) {
    private static final int MOST_MOVES = 8;

    public JobParameters {
        Check.range("width", width, 16, 4096);
        Check.range("height", height, 16, 4096);
        Check.that(fit != null, "fit", null, "crop | pad | stretch");
        Check.range("frames", frames, 1, 1024);
        Check.that(sampling != null, "sampling", null, "solver, steps and schedule");
        Check.range("fps", fps, 1, 120);
        Check.range("playbackFps", playbackFps, 1, 1920);
        Check.range("motionBucket", motionBucket, 0, 255);
        Check.range("noiseAugmentation", noiseAugmentation, 0, 1);
        Check.that(guidance != null, "guidance", null, "min and max");
        Check.that(
                guidance.points().size() <= frames,
                "guidance.points",
                guidance.points().size() + " points",
                "at most one for each of " + frames + " frames");
        camera = camera == null ? List.of() : List.copyOf(camera);
        Check.that(camera.size() <= MOST_MOVES, "camera", camera.size() + " moves", "at most " + MOST_MOVES);
        Check.that(interpolation != null, "interpolation", null, "a factor");
        Check.range("decodeChunk", decodeChunk, 1, 1024);
        Check.that(encoding != null, "encoding", null, "one of quality, bitrate and size");
    }

    /**
     * These parameters, if a diffusion model can make frames of their size.
     *
     * @throws FailureException BAD_INPUT on {@code width} or {@code height}
     */
    public JobParameters requireModelSize() {
        modelSize("width", width);
        modelSize("height", height);
        return this;
    }

    private static void modelSize(String field, int pixels) {
        Check.that(pixels % 8 == 0, field, pixels, "a multiple of 8 from 16 to 4096");
    }

    /** Frames of the finished clip. */
    public int clipFrames() {
        return interpolation.frames(frames);
    }
}
