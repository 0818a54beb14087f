package dev.kinora.interpolation;

import dev.kinora.contract.Encoding;
import dev.kinora.contract.FrameManifest;
import dev.kinora.contract.Job;
import dev.kinora.contract.JobEvent.ClipEncoded;
import dev.kinora.contract.ObjectKeys;
import dev.kinora.contract.ObjectRef;
import dev.kinora.contract.Recipe;
import dev.kinora.contract.StageAttempt;
import dev.kinora.contract.StageTask;
import dev.kinora.contract.Stages;
import dev.kinora.contract.Topics;
import dev.kinora.mp4.ClipEncoder;
import dev.kinora.mp4.ClipEncoders;
import dev.kinora.mp4.ClipFormat;
import dev.kinora.mp4.ClipTags;
import dev.kinora.mp4.ClipWriter;
import dev.kinora.mp4.FrameRate;
import dev.kinora.mp4.Poster;
import dev.kinora.mp4.PreviewGif;
import dev.kinora.objects.ObjectStore;
import dev.kinora.outcomes.Attempt;
import dev.kinora.outcomes.AttemptLog;
import dev.kinora.outcomes.KinoraVersion;
import dev.kinora.work.Announcer;
import dev.kinora.work.MessageCodec;
import dev.kinora.work.WorkHandler;
import dev.kinora.work.WorkItem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Turns a job's frames into its clip, after {@link ChunkInterpolation} has put frames between them where the job wants some.
 * Done again it finds the clip and only announces it.
 */
final class ClipAssembly implements WorkHandler {
    private final ObjectStore store;
    private final Announcer announcer;
    private final ClipEncoders encoders;
    private final ChunkInterpolation interpolation;
    private final Path workDirectory;
    private final AttemptLog attempts;
    private final MessageCodec codec = new MessageCodec();

    ClipAssembly(
            ObjectStore store,
            Announcer announcer,
            ClipEncoders encoders,
            ChunkInterpolation interpolation,
            Path workDirectory) {
        this.store = store;
        this.announcer = announcer;
        this.encoders = encoders;
        this.interpolation = interpolation;
        this.workDirectory = workDirectory;
        this.attempts = new AttemptLog(store, announcer, Stages.INTERPOLATION);
    }

    @Override
    public void handle(WorkItem item) throws IOException {
        String id = item.task().id();
        Optional<ObjectRef> clip = store.stat(ObjectKeys.clip(id));
        if (clip.isEmpty()) {
            Job job = codec.read(store.get(ObjectKeys.job(id)), Job.class);
            // First: frames would be made in vain.
            ClipEncoder encoder = encoders.of(job.parameters().encoding().encoder());
            Attempt attempt = attempts.begin(item);
            Optional<ObjectRef> frames = frames(item, job, attempt);
            clip = frames.isPresent() ? Optional.of(encode(item, job, encoder, frames.get(), attempt)) : clip;
        }
        if (clip.isPresent()) {
            announcer.event(item, new ClipEncoded(id, clip.get()));
            announcer.task(
                    item,
                    Topics.CLIPS,
                    new StageTask(id, clip.get(), item.task().deadline()));
        }
    }

    /** The manifest of the frames to encode; empty while some of them are missing: whoever brings the last one goes on. */
    private Optional<ObjectRef> frames(WorkItem item, Job job, Attempt attempt) throws IOException {
        if (job.parameters().interpolation().factor() > 1) {
            return interpolation.interpolate(item, job, attempt);
        }
        announcer.started(item);
        return Optional.of(item.task().input());
    }

    private ObjectRef encode(WorkItem item, Job job, ClipEncoder encoder, ObjectRef frames, Attempt attempt)
            throws IOException {
        FrameManifest manifest = codec.read(store.get(frames), FrameManifest.class);
        Path file = Files.createTempFile(workDirectory, job.id() + "-", ".mp4");
        try {
            write(item, job, encoder, manifest, file);
            attempt.spent("encode");
            attempt.finish();
            // Last: where the clip lies, all of this stage's work is done.
            return store.putIfAbsent(ObjectKeys.clip(job.id()), file, "video/mp4")
                    .ref();
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private Function<Encoding, Map<String, String>> recipe(Job job) {
        List<StageAttempt> before = attempts.of(job.id());
        return encoding -> Map.of(ClipTags.RECIPE, codec.text(Recipe.of(job, KinoraVersion.TEXT, before, encoding)));
    }

    private void write(WorkItem item, Job job, ClipEncoder encoder, FrameManifest manifest, Path file)
            throws IOException {
        FrameRate rate = FrameRate.of(job.parameters().playbackFps());
        ClipFormat format = new ClipFormat(
                manifest.width(), manifest.height(), rate, job.parameters().encoding());
        EncodingProgress progress = new EncodingProgress(announcer, item, manifest.frames());
        try (PreviewGif preview = new PreviewGif(rate);
                ClipWriter clip = encoder.open(file, format, recipe(job))) {
            StoredFrames frames = new StoredFrames(store, workDirectory, manifest.width(), manifest.height());
            frames.read(manifest, (index, frame) -> {
                if (index == 0) {
                    store.putIfAbsent(ObjectKeys.poster(job.id()), Poster.jpeg(frame), "image/jpeg");
                }
                clip.add(frame);
                preview.add(index, frame);
                progress.encoded(index + 1);
            });
            clip.finish(progress::coded);
            store.putIfAbsent(ObjectKeys.preview(job.id()), preview.finish(), "image/gif");
        }
    }
}
