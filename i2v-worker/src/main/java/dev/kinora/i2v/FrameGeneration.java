package dev.kinora.i2v;

import dev.kinora.contract.FrameManifest;
import dev.kinora.contract.Job;
import dev.kinora.contract.JobEvent.FramesGenerated;
import dev.kinora.contract.ObjectKeys;
import dev.kinora.contract.ObjectRef;
import dev.kinora.contract.StageTask;
import dev.kinora.contract.Topics;
import dev.kinora.engine.SamplingPlan;
import dev.kinora.engine.image.RgbImage;
import dev.kinora.inference.Cancellation;
import dev.kinora.objects.ObjectStore;
import dev.kinora.work.Announcer;
import dev.kinora.work.MessageCodec;
import dev.kinora.work.WorkHandler;
import dev.kinora.work.WorkItem;
import java.io.ByteArrayInputStream;
import java.util.Optional;

/** Turns a job's still into its frames. Done again it finds the manifest and only announces it. */
final class FrameGeneration implements WorkHandler {
    private final ObjectStore store;
    private final Announcer announcer;
    private final ModelSlot models;
    private final MessageCodec codec = new MessageCodec();

    FrameGeneration(ObjectStore store, Announcer announcer, ModelSlot models) {
        this.store = store;
        this.announcer = announcer;
        this.models = models;
    }

    @Override
    public void handle(WorkItem item) {
        String id = item.task().id();
        Job job = codec.read(store.get(item.task().input()), Job.class);
        Optional<ObjectRef> generated = store.stat(ObjectKeys.manifest(id));
        ObjectRef manifest = generated.isPresent() ? generated.get() : generate(item, job);
        FrameManifest frames = codec.read(store.get(manifest), FrameManifest.class);
        announcer.event(item, new FramesGenerated(id, manifest, frames.frames()));
        if (generated.isPresent() || !interpolates(job)) {
            StageTask.afterFrames(job, frames, manifest).forEach(task -> announcer.task(item, Topics.FRAMES, task));
        }
    }

    private ObjectRef generate(WorkItem item, Job job) {
        String id = job.id();
        announcer.started(item);
        RgbImage still = RgbImage.readPng(new ByteArrayInputStream(store.get(job.source())));
        ModelSlot.Loaded model = models.load(job.model());
        Cancellation cancellation = new Cancellation();
        item.lease().onLost(cancellation::cancel);
        SamplingPlan plan = model.pipeline().plan(job.parameters());
        GenerationProgress progress = new GenerationProgress(
                job, plan, model.pace(), System::nanoTime, step -> announcer.progress(item, step));
        try (FrameUpload upload = new FrameUpload(store, id, chunk -> uploaded(item, job, chunk))) {
            model.pipeline().generate(still, job.parameters(), upload, progress, cancellation);
            byte[] manifest = codec.write(upload.finish(plan.resolved()));
            // Last: where the manifest lies, all of this stage's work is done.
            return store.putIfAbsent(ObjectKeys.manifest(id), manifest, "application/json")
                    .ref();
        }
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
