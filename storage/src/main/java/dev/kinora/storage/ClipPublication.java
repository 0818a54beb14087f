package dev.kinora.storage;

import dev.kinora.contract.ClipResult;
import dev.kinora.contract.Failure;
import dev.kinora.contract.FailureException;
import dev.kinora.contract.FailureKind;
import dev.kinora.contract.FrameManifest;
import dev.kinora.contract.Job;
import dev.kinora.contract.JobEvent.ClipPublished;
import dev.kinora.contract.JobParameters;
import dev.kinora.contract.ObjectKeys;
import dev.kinora.contract.ObjectRef;
import dev.kinora.contract.ResolvedSampling;
import dev.kinora.mp4.Mp4Probe;
import dev.kinora.objects.ObjectStore;
import dev.kinora.work.Announcer;
import dev.kinora.work.MessageCodec;
import dev.kinora.work.WorkHandler;
import dev.kinora.work.WorkItem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Verifies a clip and publishes it. Done again it finds the result and only announces it, with a fresh URL. */
final class ClipPublication implements WorkHandler {
    private final ObjectStore store;
    private final Announcer announcer;
    private final StorageSettings settings;
    private final MessageCodec codec = new MessageCodec();

    /** @throws FailureException BAD_INPUT on {@code kinora.storage.link-validity} outside 1 second to 7 days */
    ClipPublication(ObjectStore store, Announcer announcer, StorageSettings settings) {
        Duration validity = settings.linkValidity();
        if (validity.toSeconds() < 1 || validity.compareTo(Duration.ofDays(7)) > 0) {
            throw FailureException.badInput("kinora.storage.link-validity", validity, "1 second to 7 days");
        }
        this.store = store;
        this.announcer = announcer;
        this.settings = settings;
    }

    @Override
    public void handle(WorkItem item) throws IOException {
        Optional<ObjectRef> published =
                store.stat(ObjectKeys.publishedResult(item.task().id()));
        ObjectRef result = published.isPresent() ? published.get() : publish(item);
        announcer.event(item, announcement(result));
    }

    private ObjectRef publish(WorkItem item) throws IOException {
        String id = item.task().id();
        announcer.started(item);
        Job job = codec.read(store.get(ObjectKeys.job(id)), Job.class);
        Path file = Files.createTempFile(settings.workDirectory(), id + "-", ".mp4");
        try {
            store.download(item.task().input(), file); // 1 the very bytes that were encoded
            Mp4Probe probe = verified(job.parameters(), file); // 2 every picture decodes
            ObjectRef clip = published(id, file, item.task().input().sha256()); // 3 the clip,
            store.copy(ObjectKeys.poster(id), ObjectKeys.publishedPoster(id)); //   its poster, and
            ResolvedSampling sampling = sampling(id); //   last, as proof, how it was made
            ClipResult result = new ClipResult(job, clip, probe.frames(), probe.durationSeconds(), sampling);
            return store.putIfAbsent(ObjectKeys.publishedResult(id), codec.write(result), "application/json")
                    .ref();
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private static Mp4Probe verified(JobParameters expected, Path file) {
        Mp4Probe probe = Mp4Probe.read(file);
        boolean right = probe.frames() == expected.frames()
                && probe.width() == expected.width()
                && probe.height() == expected.height();
        if (!right) {
            throw mismatch(
                    "%d frames of %d×%d".formatted(probe.frames(), probe.width(), probe.height()),
                    "%d frames of %d×%d".formatted(expected.frames(), expected.width(), expected.height()));
        }
        return probe;
    }

    private ObjectRef published(String id, Path file, String sha256) {
        ObjectRef clip = store.putIfAbsent(ObjectKeys.publishedClip(id), file, "video/mp4")
                .ref();
        if (!clip.sha256().equals(sha256)) {
            throw mismatch(
                    "another clip published as " + clip.key() + ", SHA-256 " + clip.sha256(), "SHA-256 " + sha256);
        }
        return clip;
    }

    private ResolvedSampling sampling(String id) {
        return codec.read(store.get(ObjectKeys.manifest(id)), FrameManifest.class)
                .sampling();
    }

    private ClipPublished announcement(ObjectRef result) {
        ClipResult published = codec.read(store.get(result), ClipResult.class);
        JobParameters parameters = published.job().parameters();
        String url = store.presignGet(published.clip().key(), settings.linkValidity())
                .toString();
        return new ClipPublished(
                published.job().id(),
                published.clip(),
                result,
                url,
                parameters.width(),
                parameters.height(),
                published.frames(),
                parameters.playbackFps(),
                published.durationSeconds(),
                parameters.seed(),
                published.sampling());
    }

    private static FailureException mismatch(String found, String expected) {
        return new FailureException(new Failure(FailureKind.BUG, "clip", found, expected, ""));
    }
}
