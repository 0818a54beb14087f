package dev.kinora.interpolation;

import dev.kinora.contract.FrameRange;
import dev.kinora.contract.Job;
import dev.kinora.contract.JobParameters;
import dev.kinora.contract.JobProgress;
import dev.kinora.contract.Stages;
import dev.kinora.engine.InterpolationFactor;
import dev.kinora.interpolation.engine.WindowInterpolator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Tells how many of a job's windows are sampled, counting those of earlier chunks as done, and teaches the model's pace on
 * the way. While the broker is busy with one message the next are left out.
 */
final class InterpolationProgress implements WindowInterpolator.WindowListener {
    private final String id;
    private final WindowPace pace;
    private final LongSupplier clockNanos;
    private final Function<JobProgress, CompletionStage<Void>> outlet;
    private final double framePixels;
    private final int total;

    private int done;
    private long lastNanos;
    private CompletableFuture<Void> lastSent = CompletableFuture.completedFuture(null);

    InterpolationProgress(
            Job job,
            FrameRange chunk,
            WindowPace pace,
            LongSupplier clockNanos,
            Function<JobProgress, CompletionStage<Void>> outlet) {
        id = job.id();
        this.pace = pace;
        this.clockNanos = clockNanos;
        this.outlet = outlet;
        JobParameters parameters = job.parameters();
        framePixels = (double) parameters.width() * parameters.height();
        int perGap = new InterpolationFactor(parameters.interpolation().factor()).windowsPerGap();
        total = perGap * (parameters.frames() - 1);
        done = perGap * Math.max(0, chunk.first() - 1);
        lastNanos = clockNanos.getAsLong();
    }

    @Override
    public void finished(int windows) {
        long now = clockNanos.getAsLong();
        pace.sampled(windows, framePixels, (now - lastNanos) * 1e-9);
        lastNanos = now;
        done += windows;
        tell();
    }

    /** Windows of an earlier run; the time since the last news was not spent on them. */
    @Override
    public void found(int windows) {
        lastNanos = clockNanos.getAsLong();
        done += windows;
        tell();
    }

    private void tell() {
        if (lastSent.isDone()) {
            double etaSeconds = pace.seconds(total - done, framePixels);
            lastSent = outlet.apply(
                            new JobProgress(id, Stages.INTERPOLATION, "interpolate", done, total, null, etaSeconds))
                    .toCompletableFuture();
        }
    }
}
