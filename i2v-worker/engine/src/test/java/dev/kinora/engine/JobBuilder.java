package dev.kinora.engine;

import dev.kinora.contract.CameraMove;
import dev.kinora.contract.EncodingParameters;
import dev.kinora.contract.Fit;
import dev.kinora.contract.Guidance;
import dev.kinora.contract.Interpolation;
import dev.kinora.contract.JobParameters;
import dev.kinora.contract.Sampling;
import java.util.ArrayList;
import java.util.List;

/** Job parameters, a few at a time. */
final class JobBuilder {
    private int width = 320;
    private int height = 192;
    private Fit fit = Fit.STRETCH;
    private int frames = 14;
    private Sampling sampling = Sampling.euler(6);
    private int fps = 7;
    private int motionBucket = 45;
    private double noiseAugmentation = 0.02;
    private Guidance guidance = Guidance.linear(1, 1);
    private long seed = 42;
    private final List<CameraMove> camera = new ArrayList<>();
    private int decodeChunk = 4;

    JobBuilder size(int newWidth, int newHeight) {
        width = newWidth;
        height = newHeight;
        return this;
    }

    JobBuilder fit(Fit value) {
        fit = value;
        return this;
    }

    JobBuilder frames(int value) {
        frames = value;
        return this;
    }

    JobBuilder steps(int value) {
        return sampling(Sampling.euler(value));
    }

    JobBuilder sampling(Sampling value) {
        sampling = value;
        return this;
    }

    JobBuilder conditions(int newFps, int newMotionBucket, double newNoiseAugmentation) {
        fps = newFps;
        motionBucket = newMotionBucket;
        noiseAugmentation = newNoiseAugmentation;
        return this;
    }

    JobBuilder guidance(double min, double max) {
        guidance = Guidance.linear(min, max);
        return this;
    }

    JobBuilder guidance(Guidance value) {
        guidance = value;
        return this;
    }

    JobBuilder seed(long value) {
        seed = value;
        return this;
    }

    JobBuilder camera(String preset, double weight) {
        return camera(new CameraMove(preset, weight));
    }

    /** One more move. */
    JobBuilder camera(CameraMove move) {
        camera.add(move);
        return this;
    }

    JobBuilder decodeChunk(int value) {
        decodeChunk = value;
        return this;
    }

    JobParameters build() {
        return new JobParameters(
                width,
                height,
                fit,
                frames,
                sampling,
                fps,
                fps,
                motionBucket,
                noiseAugmentation,
                guidance,
                seed,
                camera,
                Interpolation.NONE,
                decodeChunk,
                EncodingParameters.ofQuality(80));
    }
}
