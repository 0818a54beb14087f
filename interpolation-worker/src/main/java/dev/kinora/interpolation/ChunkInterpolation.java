package dev.kinora.interpolation;

import dev.kinora.contract.Failure;
import dev.kinora.contract.FailureException;
import dev.kinora.contract.FailureKind;
import dev.kinora.contract.FrameArchive;
import dev.kinora.contract.FrameManifest;
import dev.kinora.contract.FrameManifest.Chunk;
import dev.kinora.contract.FrameRange;
import dev.kinora.contract.InterpolationMethod;
import dev.kinora.contract.Job;
import dev.kinora.contract.JobParameters;
import dev.kinora.contract.ObjectKeys;
import dev.kinora.contract.ObjectRef;
import dev.kinora.engine.InterpolationFactor;
import dev.kinora.engine.image.RgbImage;
import dev.kinora.inference.Cancellation;
import dev.kinora.interpolation.engine.CrossFade;
import dev.kinora.interpolation.engine.InterpolatedFrames;
import dev.kinora.interpolation.engine.Interpolator;
import dev.kinora.interpolation.engine.WindowInterpolator;
import dev.kinora.interpolation.engine.WindowSettings;
import dev.kinora.objects.ObjectStore;
import dev.kinora.objects.Sha256;
import dev.kinora.outcomes.Attempt;
import dev.kinora.work.Announcer;
import dev.kinora.work.MessageCodec;
import dev.kinora.work.WorkItem;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Puts frames between the frames of one chunk, and before its first the last of the chunk before. Chunks of a job may be done
 * by several workers and in any order, while later ones are still being generated: no worker ever waits for another. Whoever
 * finds every chunk done writes their manifest; should two do so at once, they write the same. Windows are kept as they are
 * finished, so that a chunk that was broken off is not done again from its beginning.
 */
final class ChunkInterpolation {
    private static final int IDENTITY_LENGTH = 16;

    private final ObjectStore store;
    private final Announcer announcer;
    private final SamplerSlot samplers;
    private final InterpolationSettings settings;
    private final MessageCodec codec = new MessageCodec();

    /** @throws FailureException BAD_INPUT on {@code kinora.interpolation.windows} below 1 */
    ChunkInterpolation(ObjectStore store, Announcer announcer, SamplerSlot samplers, InterpolationSettings settings) {
        if (settings.windows() < 1) {
            throw FailureException.badInput("kinora.interpolation.windows", settings.windows(), "1 or more");
        }
        this.store = store;
        this.announcer = announcer;
        this.samplers = samplers;
        this.settings = settings;
    }

    /**
     * Does the chunk that the item names, unless that is done already.
     *
     * @param attempt to be told what is done
     * @return the manifest of all frames, once they are all there
     */
    Optional<ObjectRef> interpolate(WorkItem item, Job job, Attempt attempt) throws IOException {
        FrameRange chunk = chunk(job, item.task().input().key());
        String key = ObjectKeys.interpolated(job.id(), result(job, chunk));
        if (store.stat(key).isEmpty()) {
            fill(item, job, chunk, attempt);
        }
        StoredWindows.remove(store, ObjectKeys.windows(job.id(), chunk));
        return manifest(job);
    }

    private static FrameRange chunk(Job job, String key) {
        return chunks(job).stream()
                .filter(range -> key.equals(ObjectKeys.frames(job.id(), range.first(), range.last())))
                .findFirst()
                .orElseThrow(() -> new FailureException(
                        new Failure(FailureKind.BUG, "input", key, "an archive of frames of job " + job.id(), "")));
    }

    private static List<FrameRange> chunks(Job job) {
        JobParameters parameters = job.parameters();
        return FrameRange.chunks(parameters.frames(), parameters.decodeChunk());
    }

    /** Where a chunk's frames come to lie: the gap before it is its own. */
    private static FrameRange result(Job job, FrameRange chunk) {
        int factor = job.parameters().interpolation().factor();
        int first = chunk.first() == 0 ? 0 : (chunk.first() - 1) * factor + 1;
        return new FrameRange(first, chunk.last() * factor);
    }

    private void fill(WorkItem item, Job job, FrameRange chunk, Attempt attempt) throws IOException {
        if (chunk.first() == 0) {
            announcer.started(item);
        }
        Cancellation cancellation = new Cancellation();
        item.lease().onLost(cancellation::cancel);
        Path archive = Files.createTempFile(settings.workDirectory(), job.id() + "-", ".zip");
        try (Filling filling = open(item, job, chunk, attempt, cancellation)) {
            int first = result(job, chunk).first();
            try (FrameArchive.Writer writer =
                    new FrameArchive.Writer(new BufferedOutputStream(Files.newOutputStream(archive)), first)) {
                InterpolatedFrames filled = new InterpolatedFrames(
                        filling.interpolator(),
                        new InterpolationFactor(job.parameters().interpolation().factor()),
                        Math.max(0, chunk.first() - 1),
                        (index, frame) -> write(writer, index < first, frame),
                        cancellation);
                feed(item, job, chunk, filled);
            }
            attempt.spent("interpolate");
            attempt.finish();
            store.putIfAbsent(
                    ObjectKeys.interpolated(job.id(), result(job, chunk)), archive, FrameArchive.CONTENT_TYPE);
        } finally {
            Files.deleteIfExists(archive);
        }
    }

    /** The last frame of the chunk before comes first; it lies in the store since before this chunk did. */
    private void feed(WorkItem item, Job job, FrameRange chunk, InterpolatedFrames filled) throws IOException {
        JobParameters parameters = job.parameters();
        StoredFrames frames =
                new StoredFrames(store, settings.workDirectory(), parameters.width(), parameters.height());
        if (chunk.first() > 0) {
            List<FrameRange> chunks = chunks(job);
            FrameRange before = chunks.get(chunks.indexOf(chunk) - 1);
            filled.add(frames.last(stored(before, ObjectKeys.frames(job.id(), before.first(), before.last()))));
        }
        frames.read(new Chunk(chunk.first(), chunk.last(), item.task().input()), (index, frame) -> filled.add(frame));
        filled.finish();
    }

    /** What fills the gaps, and what is to be closed after it. */
    private record Filling(Interpolator interpolator, Optional<StoredWindows> windows) implements AutoCloseable {
        @Override
        public void close() {
            windows.ifPresent(StoredWindows::close);
        }
    }

    private Filling open(WorkItem item, Job job, FrameRange chunk, Attempt attempt, Cancellation cancellation) {
        JobParameters parameters = job.parameters();
        if (parameters.interpolation().method() == InterpolationMethod.CROSS_FADE) {
            return new Filling(new CrossFade(), Optional.empty());
        }
        SamplerSlot.Loaded model = samplers.load(job.model());
        attempt.spent("load");
        attempt.uses(model.sampler().use());
        InterpolationProgress progress = new InterpolationProgress(
                job, chunk, model.pace(), System::nanoTime, message -> announcer.progress(item, message));
        WindowSettings windows =
                new WindowSettings(parameters.fps(), parameters.motionBucket(), parameters.seed(), settings.windows());
        StoredWindows kept = new StoredWindows(
                store,
                ObjectKeys.windows(job.id(), chunk),
                identity(item, parameters, model),
                () -> cancellation.isCancelled() && isOver(job, chunk));
        return new Filling(new WindowInterpolator(model.sampler(), windows, kept, progress), Optional.of(kept));
    }

    /** Of what decides the bytes of a chunk's windows: the key frames before it are those of an archive that never changes. */
    private String identity(WorkItem item, JobParameters parameters, SamplerSlot.Loaded model) {
        String all = model.sampler().identity()
                + item.task().input().sha256()
                + new String(codec.write(parameters), StandardCharsets.UTF_8);
        return Sha256.of(all.getBytes(StandardCharsets.UTF_8)).substring(0, IDENTITY_LENGTH);
    }

    /** Whether nobody wants a chunk's windows any more. */
    private boolean isOver(Job job, FrameRange chunk) {
        return store.stat(ObjectKeys.interpolated(job.id(), result(job, chunk))).isPresent()
                || store.stat(ObjectKeys.outcome(job.id())).isPresent();
    }

    private static void write(FrameArchive.Writer writer, boolean isOfTheChunkBefore, RgbImage frame) {
        if (isOfTheChunkBefore) {
            return;
        }
        try {
            ByteArrayOutputStream png = new ByteArrayOutputStream();
            frame.writePng(png);
            writer.add(png.toByteArray());
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }

    /** Looked for from the end: mostly it is the last chunk that is missing. */
    private Optional<ObjectRef> manifest(Job job) {
        List<FrameRange> chunks = chunks(job);
        List<Chunk> done = new ArrayList<>();
        for (int i = chunks.size() - 1; i >= 0; i--) {
            FrameRange result = result(job, chunks.get(i));
            Optional<ObjectRef> archive = store.stat(ObjectKeys.interpolated(job.id(), result));
            if (archive.isEmpty()) {
                return Optional.empty();
            }
            done.add(0, new Chunk(result.first(), result.last(), archive.get()));
        }
        JobParameters parameters = job.parameters();
        FrameManifest manifest =
                new FrameManifest(parameters.width(), parameters.height(), parameters.clipFrames(), done, null);
        String key = ObjectKeys.interpolatedManifest(job.id());
        return Optional.of(store.putIfAbsent(key, codec.write(manifest), "application/json")
                .ref());
    }

    private Chunk stored(FrameRange range, String key) {
        ObjectRef archive = store.stat(key)
                .orElseThrow(() -> new FailureException(
                        new Failure(FailureKind.BUG, "frames", "nothing at " + key, "an archive of frames", "")));
        return new Chunk(range.first(), range.last(), archive);
    }
}
