package dev.kinora.storage;

import dev.kinora.contract.ClipResult;
import dev.kinora.contract.Failure;
import dev.kinora.contract.FailureException;
import dev.kinora.contract.FailureKind;
import dev.kinora.contract.FrameManifest;
import dev.kinora.contract.Job;
import dev.kinora.contract.JobEvent.ClipPublished;
import dev.kinora.contract.JobOutcome;
import dev.kinora.contract.JobOutcome.End;
import dev.kinora.contract.JobParameters;
import dev.kinora.contract.ObjectKeys;
import dev.kinora.contract.ObjectRef;
import dev.kinora.contract.Recipe;
import dev.kinora.contract.ResolvedSampling;
import dev.kinora.contract.StageAttempt;
import dev.kinora.contract.Stages;
import dev.kinora.mp4.ClipTags;
import dev.kinora.mp4.Mp4Probe;
import dev.kinora.objects.ObjectMissingException;
import dev.kinora.objects.ObjectStore;
import dev.kinora.outcomes.Attempt;
import dev.kinora.outcomes.AttemptLog;
import dev.kinora.outcomes.EndAnnouncement;
import dev.kinora.outcomes.JobEnding;
import dev.kinora.outcomes.JobObjects;
import dev.kinora.outcomes.JobOutcomes;
import dev.kinora.work.Announcer;
import dev.kinora.work.MessageCodec;
import dev.kinora.work.WorkHandler;
import dev.kinora.work.WorkItem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Verifies a clip and publishes it. Done again it finds the result and only announces it, with a fresh URL.
 *
 * <p>That the job is published is decided before anything is written under {@code clips/}, so nothing of a cancelled job ever
 * comes to lie there; from then on a worker that dies is followed by one that goes on to the end.
 */
final class ClipPublication implements WorkHandler, JobEnding.Published {
    private final ObjectStore store;
    private final Announcer announcer;
    private final StorageSettings settings;
    private final JobOutcomes outcomes;
    private final JobObjects objects;
    private final EndAnnouncement ends;
    private final AttemptLog attempts;
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
        this.outcomes = new JobOutcomes(store);
        this.objects = new JobObjects(store);
        this.ends = new EndAnnouncement(store, announcer);
        this.attempts = new AttemptLog(store, announcer, Stages.STORAGE);
    }

    @Override
    public void handle(WorkItem item) throws IOException {
        Optional<ObjectRef> result =
                store.stat(ObjectKeys.publishedResult(item.task().id()));
        if (result.isEmpty()) {
            result = publish(item);
        }
        if (result.isPresent()) {
            finish(item, codec.read(store.get(result.get()), ClipResult.class), result.get());
        }
    }

    /** Of a job that may be published, or is: goes on where a worker left off. Of a clip that has expired it says nothing. */
    @Override
    public void announce(WorkItem item) {
        try {
            if (objects.clipTask(item.task().id()).isPresent()) {
                handle(item);
            }
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }

    /** The result; empty if the job came to another end. */
    private Optional<ObjectRef> publish(WorkItem item) throws IOException {
        String id = item.task().id();
        announcer.started(item);
        Attempt attempt = attempts.begin(item);
        Path file = Files.createTempFile(settings.workDirectory(), id + "-", ".mp4");
        try {
            Job job = codec.read(store.get(ObjectKeys.job(id)), Job.class);
            store.download(item.task().input(), file); // 1 the very bytes that were encoded
            attempt.spent("download");
            Mp4Probe probe = verified(job.parameters(), file); // 2 every picture decodes
            attempt.spent("verify");
            requireNoOther(id, item.task().input().sha256()); // 3 what lies there already may only be this clip
            JobOutcome outcome = outcomes.decide(JobOutcome.published(id)).outcome();
            if (outcome.end() != End.PUBLISHED) { // 4 nobody has ended the job otherwise
                ends.tell(item, outcome);
                return Optional.empty();
            }
            return Optional.of(put(
                    job,
                    new Verified(file, item.task().input().sha256(), probe),
                    attempt)); // 5 the clip is everybody's
        } catch (ObjectMissingException missing) {
            return endedMeanwhile(item, missing);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    /** Somebody published or cancelled the job, and removed what this worker was about to read. */
    private Optional<ObjectRef> endedMeanwhile(WorkItem item, ObjectMissingException missing) {
        String id = item.task().id();
        Optional<ObjectRef> result = store.stat(ObjectKeys.publishedResult(id));
        if (result.isPresent()) {
            return result;
        }
        JobOutcome outcome =
                outcomes.of(id).filter(other -> other.end() != End.PUBLISHED).orElseThrow(() -> missing);
        ends.tell(item, outcome);
        return Optional.empty();
    }

    /** The result comes last, as proof that all is there. */
    private ObjectRef put(Job job, Verified verified, Attempt attempt) {
        String id = job.id();
        ObjectRef clip = store.putIfAbsent(ObjectKeys.publishedClip(id), verified.file(), "video/mp4")
                .ref();
        requireSame(clip, verified.sha256());
        store.copy(ObjectKeys.poster(id), ObjectKeys.publishedPoster(id));
        // A clip that an older worker encoded has none.
        store.stat(ObjectKeys.preview(id))
                .ifPresent(preview -> store.copy(preview.key(), ObjectKeys.publishedPreview(id)));
        attempt.spent("publish");
        ClipResult result = result(job, clip, verified, attempt);
        return store.putIfAbsent(ObjectKeys.publishedResult(id), codec.write(result), "application/json")
                .ref();
    }

    /** A clip on this machine whose every picture decodes. */
    private record Verified(Path file, String sha256, Mp4Probe probe) {}

    /** This stage's attempt is not in the store: nothing may be written there once the job is published. */
    private ClipResult result(Job job, ObjectRef clip, Verified verified, Attempt attempt) {
        List<StageAttempt> all = new ArrayList<>(attempts.of(job.id()));
        all.add(attempt.done());
        Recipe recipe = Optional.ofNullable(ClipTags.read(verified.file()).get(ClipTags.RECIPE))
                .map(json -> codec.read(json.getBytes(StandardCharsets.UTF_8), Recipe.class))
                .orElse(null);
        Mp4Probe probe = verified.probe();
        return new ClipResult(
                job.withoutWebhook(), clip, probe.frames(), probe.durationSeconds(), sampling(job.id()), recipe, all);
    }

    /** What the clip was made from goes after everybody knows of it: until then the next worker may need it. */
    private void finish(WorkItem item, ClipResult published, ObjectRef result) {
        announcer.event(item, announcement(published, result));
        objects.removePublished(published.job().id(), published.job().terms().keepFrames());
    }

    private static Mp4Probe verified(JobParameters expected, Path file) {
        Mp4Probe probe = Mp4Probe.read(file);
        // 4:2:0 has no half chroma sample: of frames that a job brings, an odd last column and row are not shown.
        int width = expected.width() & ~1;
        int height = expected.height() & ~1;
        boolean right = probe.frames() == expected.clipFrames() && probe.width() == width && probe.height() == height;
        if (!right) {
            throw mismatch(
                    "%d frames of %d×%d".formatted(probe.frames(), probe.width(), probe.height()),
                    "%d frames of %d×%d".formatted(expected.clipFrames(), width, height));
        }
        return probe;
    }

    private void requireNoOther(String id, String sha256) {
        store.stat(ObjectKeys.publishedClip(id)).ifPresent(clip -> requireSame(clip, sha256));
    }

    private static void requireSame(ObjectRef clip, String sha256) {
        if (!clip.sha256().equals(sha256)) {
            throw mismatch(
                    "another clip published as " + clip.key() + ", SHA-256 " + clip.sha256(), "SHA-256 " + sha256);
        }
    }

    private ResolvedSampling sampling(String id) {
        return codec.read(store.get(ObjectKeys.manifest(id)), FrameManifest.class)
                .sampling();
    }

    private ClipPublished announcement(ClipResult published, ObjectRef result) {
        JobParameters parameters = published.job().parameters();
        String url = store.presignGet(published.clip().key(), settings.linkValidity())
                .toString();
        return new ClipPublished(
                published.job().id(),
                published.clip(),
                result,
                url,
                parameters.width() & ~1,
                parameters.height() & ~1,
                published.frames(),
                parameters.playbackFps(),
                published.durationSeconds(),
                parameters.seed(),
                published.sampling(),
                parameters.interpolation());
    }

    private static FailureException mismatch(String found, String expected) {
        return new FailureException(new Failure(FailureKind.BUG, "clip", found, expected, ""));
    }
}
