package dev.kinora.ingest;

import dev.kinora.contract.CameraMove;
import dev.kinora.contract.Failure;
import dev.kinora.contract.FailureException;
import dev.kinora.contract.FailureKind;
import dev.kinora.contract.FrameManifest;
import dev.kinora.contract.Job;
import dev.kinora.contract.ObjectKeys;
import dev.kinora.contract.ObjectRef;
import dev.kinora.ingest.request.ImageSource;
import dev.kinora.ingest.still.StillNormalizer;
import dev.kinora.objects.ObjectMissingException;
import dev.kinora.objects.ObjectStore;
import dev.kinora.objects.Written;
import dev.kinora.work.MessageCodec;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/** What ingest writes of a job: {@code jobs/{id}/still.png}, or the frames it brings, and {@code jobs/{id}/job.json}. */
final class JobFolder {
    private final ObjectStore store;
    private final StillNormalizer normalizer;
    private final Path workDirectory;
    private final MessageCodec codec = new MessageCodec();

    JobFolder(ObjectStore store, StillNormalizer normalizer, Path workDirectory) {
        this.store = store;
        this.normalizer = normalizer;
        this.workDirectory = workDirectory;
    }

    /** The job of that id, if there is one. */
    Optional<StoredJob> find(String id) {
        String key = ObjectKeys.job(id);
        return store.stat(key).map(ref -> new StoredJob(codec.read(store.get(ref), Job.class), ref));
    }

    /** A LoRA that the sender has put under a key, with its checksum; one that is too large may have none. */
    Optional<ObjectRef> lora(String key) {
        try {
            return store.stat(key).map(found -> isUnmeasured(found) ? store.measure(key) : found);
        } catch (ObjectMissingException removedMeanwhile) {
            return Optional.empty();
        }
    }

    /** As programs other than ours leave it. What nobody will take is not read either. */
    private static boolean isUnmeasured(ObjectRef found) {
        return found.sha256().isEmpty() && found.bytes() <= CameraMove.LARGEST_LORA_BYTES;
    }

    /**
     * Writes a job, unless there is one of that id, which then counts.
     *
     * @param image what becomes the still
     * @param job made of the still
     */
    StoredJob create(ImageSource image, String id, Function<ObjectRef, Job> job) {
        return create(job.apply(putStill(id, file(image))));
    }

    /**
     * Writes a job that brings its own frames, unless there is one of that id, which then counts.
     *
     * @param frames as {@link #keyFrames} has read them
     * @param job made of their manifest
     */
    StoredJob create(FrameManifest frames, String id, Function<ObjectRef, Job> job) {
        return create(job.apply(new KeyFrameIntake(store).take(id, frames)));
    }

    /** The frames that a request brings. */
    FrameManifest keyFrames(String key) {
        return new KeyFrameIntake(store).read(key);
    }

    /** The frames that a job has brought. */
    FrameManifest frames(Job job) {
        return codec.read(store.get(job.source()), FrameManifest.class);
    }

    private StoredJob create(Job created) {
        Written written = store.putIfAbsent(ObjectKeys.job(created.id()), codec.write(created), "application/json");
        return written.created()
                ? new StoredJob(created, written.ref())
                : find(created.id())
                        .orElseThrow(() -> new IllegalStateException("job " + created.id() + " was removed meanwhile"));
    }

    private byte[] file(ImageSource image) {
        if (image instanceof ImageSource.Inline inline) {
            return inline.file();
        }
        if (!(image instanceof ImageSource.Uploaded uploaded)) {
            throw new IllegalArgumentException(image + " is fetched first");
        }
        String key = uploaded.key();
        ObjectRef upload = store.stat(key).orElseThrow(() -> missing(key));
        StillNormalizer.requireSmall(upload.bytes());
        try {
            return store.get(key);
        } catch (ObjectMissingException removedMeanwhile) {
            throw missing(key);
        }
    }

    /** By way of a file, so that a large still never lies in memory whole. */
    private ObjectRef putStill(String id, byte[] image) {
        Path png = null;
        try {
            png = Files.createTempFile(workDirectory, "still-", ".png");
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(png), 64 << 10)) {
                normalizer.normalise(image, out);
            }
            return store.put(ObjectKeys.still(id), png, "image/png");
        } catch (IOException full) {
            throw noRoom(full);
        } finally {
            remove(png);
        }
    }

    private FailureException noRoom(IOException problem) {
        return new FailureException(
                new Failure(
                        FailureKind.OUT_OF_RESOURCES,
                        "kinora.ingest.work-directory",
                        workDirectory + " (" + problem + ")",
                        "a folder with room for a still",
                        ""),
                problem);
    }

    private static void remove(Path png) {
        try {
            if (png != null) {
                Files.deleteIfExists(png);
            }
        } catch (IOException leftBehind) {
            png.toFile().deleteOnExit();
        }
    }

    private static FailureException missing(String key) {
        return FailureException.badInput("image.key", key, "the key of an object that exists");
    }
}
