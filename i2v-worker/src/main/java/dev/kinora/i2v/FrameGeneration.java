package dev.kinora.i2v;

import dev.kinora.contract.FrameManifest;
import dev.kinora.contract.Job;
import dev.kinora.contract.JobEvent.FramesGenerated;
import dev.kinora.contract.ObjectKeys;
import dev.kinora.contract.ObjectRef;
import dev.kinora.contract.StageTask;
import dev.kinora.contract.Stages;
import dev.kinora.contract.Topics;
import dev.kinora.engine.SamplingPlan;
import dev.kinora.engine.image.RgbImage;
import dev.kinora.inference.Cancellation;
import dev.kinora.objects.ObjectStore;
import dev.kinora.outcomes.Attempt;
import dev.kinora.outcomes.AttemptLog;
import dev.kinora.work.Announcer;
import dev.kinora.work.MessageCodec;
import dev.kinora.work.WorkHandler;
import dev.kinora.work.WorkItem;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Turns a job's still into its frames. Done again it finds the manifest and only announces it; broken off before that, it goes
 * on from the last checkpoint and the chunks that are there.
 */
final class FrameGeneration implements WorkHandler {
    /** For a step or a chunk to end when the worker is to leave; a loop waits twice as long before it interrupts. */
    private static final Duration FINISHING = Duration.ofSeconds(2);

    private final ObjectStore store;
    private final Announcer announcer;
    private final ModelSlot models;
    private final CheckpointPacing pacing;
    private final AttemptLog attempts;
    private final MessageCodec codec = new MessageCodec();

    FrameGeneration(ObjectStore store, Announcer announcer, ModelSlot models, CheckpointPacing pacing) {
        this.store = store;
        this.announcer = announcer;
        this.models = models;
        this.pacing = pacing;
        this.attempts = new AttemptLog(store, announcer, Stages.I2V);
    }

    @Override
    public void handle(WorkItem item) {
        String id = item.task().id();
        Job job = codec.read(store.get(item.task().input()), Job.class);
        Optional<ObjectRef> generated = store.stat(ObjectKeys.manifest(id));
        ObjectRef manifest = generated.isPresent() ? generated.get() : generate(item, job);
        Checkpoints.remove(store, id);
        FrameManifest frames = codec.read(store.get(manifest), FrameManifest.class);
        announcer.event(item, new FramesGenerated(id, manifest, frames.frames()));
        if (generated.isPresent() || !interpolates(job)) {
            StageTask.afterFrames(job, frames, manifest).forEach(task -> announcer.task(item, Topics.FRAMES, task));
        }
    }

    private ObjectRef generate(WorkItem item, Job job) {
        String id = job.id();
        announcer.started(item);
        Attempt attempt = attempts.begin(item);
        RgbImage still = RgbImage.readPng(new ByteArrayInputStream(store.get(job.source())));
        ModelSlot.Loaded model = models.load(job.model());
        attempt.spent("load");
        attempt.uses(model.pipeline().use(job.parameters())); // before the first frame may lie there
        Cancellation cancellation = new Cancellation();
        item.lease().onLost(() -> leave(cancellation));
        SamplingPlan plan = model.pipeline().plan(job.parameters());
        GenerationProgress progress = new GenerationProgress(
                job, plan, model.pace(), System::nanoTime, step -> announcer.progress(item, step));
        TimedProgress timed = new TimedProgress(progress, attempt);
        try (Checkpoints checkpoints = new Checkpoints(store, job, pacing, item.lease(), cancellation);
                FrameUpload upload = new FrameUpload(store, job, chunk -> uploaded(item, job, chunk))) {
            model.pipeline().generate(still, job.parameters(), checkpoints, upload, timed, cancellation);
            byte[] manifest = codec.write(upload.finish(plan.resolved()));
            attempt.spent("upload");
            attempt.finish();
            // Last: where the manifest lies, all of this stage's work is done.
            return store.putIfAbsent(ObjectKeys.manifest(id), manifest, "application/json")
                    .ref();
        }
    }

    /** What runs is finished if that does not take too long; Checkpoints then keeps what was reached. */
    private static void leave(Cancellation cancellation) {
        cancellation.requestStop();
        CompletableFuture.delayedExecutor(FINISHING.toMillis(), TimeUnit.MILLISECONDS)
                .execute(cancellation::cancel);
    }

    /** Interpolation need not wait for the whole clip. */
    private void uploaded(WorkItem item, Job job, FrameManifest.Chunk chunk) {
        if (interpolates(job)) {
            announcer.task(item, Topics.FRAMES, StageTask.of(job, chunk.archive()));
        }
    }

    private static boolean interpolates(Job job) {
        return job.parameters().interpolation().factor() > 1;
    }
}
