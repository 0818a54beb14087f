package dev.kinora.testbed;

import dev.kinora.contract.CameraMove;
import dev.kinora.contract.EncodingParameters;
import dev.kinora.contract.Fit;
import dev.kinora.contract.Guidance;
import dev.kinora.contract.Interpolation;
import dev.kinora.contract.Job;
import dev.kinora.contract.JobParameters;
import dev.kinora.contract.JobTerms;
import dev.kinora.contract.ObjectKeys;
import dev.kinora.contract.ObjectRef;
import dev.kinora.contract.Sampling;
import java.util.List;
import java.util.Map;

/** Jobs and pictures that take no time. */
public final class SmallJobs {
    /** Of every job here, and not the frame rate that the model is told. */
    public static final int PLAYBACK_FPS = 12;

    private SmallJobs() {}

    /** A job of the bundled model in one step. */
    public static Job job(String id, int width, int height, int frames) {
        ObjectRef still = new ObjectRef(ObjectKeys.still(id), 1, "");
        return new Job(
                id, "nano", still, parameters(width, height, frames, 1, List.of()), JobTerms.DEFAULT, Map.of(), "");
    }

    /** Without guidance, of seed 42, decoded frame by frame. */
    public static JobParameters parameters(int width, int height, int frames, int steps, List<CameraMove> camera) {
        return parameters(width, height, frames, Sampling.euler(steps), Guidance.linear(1, 1), camera);
    }

    /** Of seed 42, decoded frame by frame. */
    public static JobParameters parameters(
            int width, int height, int frames, Sampling sampling, Guidance guidance, List<CameraMove> camera) {
        return new JobParameters(
                width,
                height,
                Fit.CROP,
                frames,
                sampling,
                7,
                PLAYBACK_FPS,
                127,
                0.02,
                guidance,
                42,
                camera,
                Interpolation.NONE,
                1,
                EncodingParameters.ofQuality(80));
    }

    /** The same with frames between, in chunks of so many. */
    public static JobParameters interpolated(JobParameters job, Interpolation interpolation, int decodeChunk) {
        return with(job, interpolation, decodeChunk, job.encoding());
    }

    /** The same, to be encoded so. */
    public static JobParameters encoded(JobParameters job, EncodingParameters encoding) {
        return with(job, job.interpolation(), job.decodeChunk(), encoding);
    }

    private static JobParameters with(
            JobParameters job, Interpolation interpolation, int decodeChunk, EncodingParameters encoding) {
        return new JobParameters(
                job.width(),
                job.height(),
                job.fit(),
                job.frames(),
                job.sampling(),
                job.fps(),
                job.playbackFps(),
                job.motionBucket(),
                job.noiseAugmentation(),
                job.guidance(),
                job.seed(),
                job.camera(),
                interpolation,
                decodeChunk,
                encoding);
    }

    /** A picture that brightens to the right and with the number: 8-bit RGB, row by row, interleaved. */
    public static byte[] gradient(int width, int height, int number) {
        byte[] rgb = new byte[width * height * 3];
        for (int at = 0; at < rgb.length; at++) {
            rgb[at] = (byte) (at / 3 % width * 3 + number * 10);
        }
        return rgb;
    }
}
