package dev.kinora.i2v;

import dev.kinora.contract.JobParameters;
import dev.kinora.contract.JobProgress;
import dev.kinora.contract.Stages;
import dev.kinora.engine.ProgressListener;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Tells how far a job's frames are and when they will be done, and teaches the model's {@link Pace} on the way. While the
 * broker is busy with one message the next are left out.
 */
final class GenerationProgress implements ProgressListener {
    private final String id;
    private final Pace pace;
    private final LongSupplier clockNanos;
    private final Function<JobProgress, CompletionStage<Void>> outlet;
    private final int steps;
    private final int frames;
    private final double framePixels;
    private final double stepPixels;

    private long lastNanos;
    private int lastDecoded;
    private CompletableFuture<Void> lastSent = CompletableFuture.completedFuture(null);

    GenerationProgress(
            String id,
            JobParameters parameters,
            Pace pace,
            LongSupplier clockNanos,
            Function<JobProgress, CompletionStage<Void>> outlet) {
        this.id = id;
        this.pace = pace;
        this.clockNanos = clockNanos;
        this.outlet = outlet;
        steps = parameters.steps();
        frames = parameters.frames();
        framePixels = (double) parameters.width() * parameters.height();
        stepPixels = framePixels * frames * (parameters.guidance().enabled() ? 2 : 1);
        lastNanos = clockNanos.getAsLong();
    }

    @Override
    public void progress(String activity, int done, int total) {
        learn(activity, done);
        if (lastSent.isDone()) {
            JobProgress progress = new JobProgress(id, Stages.I2V, activity, done, total, etaSeconds(activity, done));
            lastSent = outlet.apply(progress).toCompletableFuture();
        }
    }

    private void learn(String activity, int done) {
        long now = clockNanos.getAsLong();
        double seconds = (now - lastNanos) * 1e-9;
        lastNanos = now;
        if (activity.equals(DENOISE)) {
            pace.denoised(seconds, stepPixels);
        } else if (activity.equals(DECODE)) {
            pace.decoded(seconds, framePixels * (done - lastDecoded));
            lastDecoded = done;
        }
    }

    private double etaSeconds(String activity, int done) {
        return switch (activity) {
            case ENCODE -> pace.seconds(stepPixels * steps, framePixels * frames);
            case DENOISE -> pace.seconds(stepPixels * (steps - done), framePixels * frames);
            default -> pace.seconds(0, framePixels * (frames - done));
        };
    }
}
