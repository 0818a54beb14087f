package dev.kinora.interpolation;

import dev.kinora.contract.JobProgress;
import dev.kinora.contract.Stages;
import dev.kinora.work.Announcer;
import dev.kinora.work.WorkItem;
import java.util.concurrent.CompletableFuture;

/** Tells how much of a clip is encoded; while the broker is busy with one message the next are left out. */
final class EncodingProgress {
    private static final double UNKNOWN = -1;

    private final Announcer announcer;
    private final WorkItem item;
    private final int frames;
    private final long startNanos = System.nanoTime();
    private CompletableFuture<Void> lastSent = CompletableFuture.completedFuture(null);

    EncodingProgress(Announcer announcer, WorkItem item, int frames) {
        this.announcer = announcer;
        this.item = item;
        this.frames = frames;
    }

    void encoded(int done) {
        double secondsPerFrame = (System.nanoTime() - startNanos) * 1e-9 / done;
        tell("encode", done, frames, secondsPerFrame * (frames - done));
    }

    /** A clip that is to keep a limit is coded more than once, nobody knows how often. */
    void coded(int pass, int done, int pictures) {
        tell("encode pass " + pass, done, pictures, UNKNOWN);
    }

    private void tell(String activity, int done, int total, double etaSeconds) {
        if (lastSent.isDone()) {
            JobProgress progress =
                    new JobProgress(item.task().id(), Stages.INTERPOLATION, activity, done, total, null, etaSeconds);
            lastSent = announcer.progress(item, progress).toCompletableFuture();
        }
    }
}
