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
        Optional<ObjectRef> generated = store.stat(ObjectKeys.manifest(id));
        ObjectRef manifest = generated.isPresent() ? generated.get() : generate(item);
        int frames = codec.read(store.get(manifest), FrameManifest.class).frames();
        announcer.event(item, new FramesGenerated(id, manifest, frames));
        announcer.task(item, Topics.FRAMES, new StageTask(id, manifest));
    }

    private ObjectRef generate(WorkItem item) {
        String id = item.task().id();
        announcer.started(item);
        Job job = codec.read(store.get(item.task().input()), Job.class);
        RgbImage still = RgbImage.readPng(new ByteArrayInputStream(store.get(job.still())));
        ModelSlot.Loaded model = models.load(job.model());
        Cancellation cancellation = new Cancellation();
        item.lease().onLost(cancellation::cancel);
        SamplingPlan plan = model.pipeline().plan(job.parameters());
        GenerationProgress progress = new GenerationProgress(
                job, plan, model.pace(), System::nanoTime, step -> announcer.progress(item, step));
        try (FrameUpload upload = new FrameUpload(store, id)) {
            model.pipeline().generate(still, job.parameters(), upload, progress, cancellation);
            byte[] manifest = codec.write(upload.finish(plan.resolved()));
            // Last: where the manifest lies, all of this stage's work is done.
            return store.putIfAbsent(ObjectKeys.manifest(id), manifest, "application/json")
                    .ref();
        }
    }
}
