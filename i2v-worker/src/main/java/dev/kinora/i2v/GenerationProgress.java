package dev.kinora.i2v;

import dev.kinora.contract.Interpolation;
import dev.kinora.contract.Job;
import dev.kinora.contract.JobParameters;
import dev.kinora.contract.JobProgress;
import dev.kinora.contract.JobProgress.Evaluations;
import dev.kinora.contract.Stages;
import dev.kinora.engine.FrameWindow;
import dev.kinora.engine.InterpolationFactor;
import dev.kinora.engine.InterpolationSampler;
import dev.kinora.engine.ProgressListener;
import dev.kinora.engine.SamplingPlan;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Tells how far a job's frames are and when they will be done, and teaches the model's {@link Pace} on the way. People are
 * told steps; the estimate counts passes through the network, of which a step takes one, two or four. While the broker is
 * busy with one message the next are left out.
 */
final class GenerationProgress implements ProgressListener {
    private final String id;
    private final Pace pace;
    private final LongSupplier clockNanos;
    private final Function<JobProgress, CompletionStage<Void>> outlet;
    private final SamplingPlan plan;
    private final int frames;
    private final double framePixels;
    private final int windows;

    private long lastNanos;
    private int lastStep;
    private int lastDecoded;
    private CompletableFuture<Void> lastSent = CompletableFuture.completedFuture(null);

    GenerationProgress(
            Job job,
            SamplingPlan plan,
            Pace pace,
            LongSupplier clockNanos,
            Function<JobProgress, CompletionStage<Void>> outlet) {
        id = job.id();
        this.plan = plan;
        this.pace = pace;
        this.clockNanos = clockNanos;
        this.outlet = outlet;
        JobParameters parameters = job.parameters();
        frames = parameters.frames();
        framePixels = (double) parameters.width() * parameters.height();
        windows = windows(parameters);
        lastNanos = clockNanos.getAsLong();
    }

    private static int windows(JobParameters parameters) {
        Interpolation interpolation = parameters.interpolation();
        int perGap = interpolation.needsNetwork() ? new InterpolationFactor(interpolation.factor()).windowsPerGap() : 0;
        return perGap * (parameters.frames() - 1);
    }

    @Override
    public void progress(String activity, int done, int total) {
        learn(activity, done);
        tell(activity, done, total);
    }

    /** The time since the last news was not spent on these units, and teaches nothing. */
    @Override
    public void resumed(String activity, int done, int total) {
        lastNanos = clockNanos.getAsLong();
        count(activity, done);
        tell(activity, done, total);
    }

    private void tell(String activity, int done, int total) {
        if (lastSent.isDone()) {
            Evaluations evaluations =
                    activity.equals(DENOISE) ? new Evaluations(plan.evaluations(done), plan.evaluations(total)) : null;
            double eta = etaSeconds(activity, done);
            JobProgress progress = new JobProgress(id, Stages.I2V, activity, done, total, evaluations, eta);
            lastSent = outlet.apply(progress).toCompletableFuture();
        }
    }

    private void learn(String activity, int done) {
        long now = clockNanos.getAsLong();
        double seconds = (now - lastNanos) * 1e-9;
        lastNanos = now;
        if (activity.equals(DENOISE)) {
            pace.denoised(seconds, passPixels(lastStep, done));
        } else if (activity.equals(DECODE)) {
            pace.decoded(seconds, framePixels * (done - lastDecoded));
        }
        count(activity, done);
    }

    private void count(String activity, int done) {
        if (activity.equals(DENOISE)) {
            lastStep = done;
        } else if (activity.equals(DECODE)) {
            lastDecoded = done;
        }
    }

    /** Pixels of all frames, as often as the network sees them between two steps. */
    private double passPixels(int fromStep, int toStep) {
        return framePixels * frames * (plan.passes(toStep) - plan.passes(fromStep));
    }

    private double etaSeconds(String activity, int done) {
        return switch (activity) {
            case ENCODE -> secondsFor(passPixels(0, plan.steps()), frames);
            case DENOISE -> secondsFor(passPixels(done, plan.steps()), frames);
            default -> secondsFor(0, frames - done);
        };
    }

    /**
     * Until the clip is there: interpolation comes after, or beside it where machines are several. Its network is taken to
     * be as fast as this one.
     */
    private double secondsFor(double passPixels, int decodedFrames) {
        double windowPixels = framePixels * FrameWindow.FRAMES * windows;
        return pace.seconds(
                passPixels + InterpolationSampler.STEPS * windowPixels, framePixels * decodedFrames + windowPixels);
    }
}
