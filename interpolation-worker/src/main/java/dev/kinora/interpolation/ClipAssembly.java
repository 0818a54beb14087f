package dev.kinora.interpolation;

import dev.kinora.contract.FrameManifest;
import dev.kinora.contract.Job;
import dev.kinora.contract.JobEvent.ClipEncoded;
import dev.kinora.contract.ObjectKeys;
import dev.kinora.contract.ObjectRef;
import dev.kinora.contract.StageTask;
import dev.kinora.contract.Topics;
import dev.kinora.mp4.ClipEncoder;
import dev.kinora.mp4.ClipFormat;
import dev.kinora.mp4.ClipWriter;
import dev.kinora.mp4.FrameRate;
import dev.kinora.mp4.Poster;
import dev.kinora.objects.ObjectStore;
import dev.kinora.work.Announcer;
import dev.kinora.work.MessageCodec;
import dev.kinora.work.WorkHandler;
import dev.kinora.work.WorkItem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Turns a job's frames into its clip. Done again it finds the clip and only announces it. */
final class ClipAssembly implements WorkHandler {
    private final ObjectStore store;
    private final Announcer announcer;
    private final ClipEncoder encoder;
    private final InterpolationSettings settings;
    private final MessageCodec codec = new MessageCodec();

    ClipAssembly(ObjectStore store, Announcer announcer, ClipEncoder encoder, InterpolationSettings settings) {
        this.store = store;
        this.announcer = announcer;
        this.encoder = encoder;
        this.settings = settings;
    }

    @Override
    public void handle(WorkItem item) throws IOException {
        String id = item.task().id();
        Optional<ObjectRef> encoded = store.stat(ObjectKeys.clip(id));
        ObjectRef clip = encoded.isPresent() ? encoded.get() : encode(item);
        announcer.event(item, new ClipEncoded(id, clip));
        announcer.task(item, Topics.CLIPS, new StageTask(id, clip));
    }

    private ObjectRef encode(WorkItem item) throws IOException {
        String id = item.task().id();
        announcer.started(item);
        Job job = codec.read(store.get(ObjectKeys.job(id)), Job.class);
        FrameManifest manifest = codec.read(store.get(item.task().input()), FrameManifest.class);
        Path file = Files.createTempFile(settings.workDirectory(), id + "-", ".mp4");
        try {
            write(item, job, manifest, file);
            // Last: where the clip lies, all of this stage's work is done.
            return store.putIfAbsent(ObjectKeys.clip(id), file, "video/mp4").ref();
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private void write(WorkItem item, Job job, FrameManifest manifest, Path file) throws IOException {
        FrameRate rate = FrameRate.of(job.parameters().playbackFps());
        ClipFormat format = new ClipFormat(
                manifest.width(), manifest.height(), rate, job.parameters().quality());
        EncodingProgress progress = new EncodingProgress(announcer, item, manifest.frames());
        try (ClipWriter clip = encoder.open(file, format)) {
            new StoredFrames(store, manifest, settings.workDirectory()).read((index, frame) -> {
                if (index == 0) {
                    store.putIfAbsent(ObjectKeys.poster(job.id()), Poster.jpeg(frame), "image/jpeg");
                }
                clip.add(frame);
                progress.encoded(index + 1);
            });
            clip.finish();
        }
    }
}
