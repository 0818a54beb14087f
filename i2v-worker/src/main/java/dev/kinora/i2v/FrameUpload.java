package dev.kinora.i2v;

import dev.kinora.contract.FrameArchive;
import dev.kinora.contract.FrameManifest;
import dev.kinora.contract.FrameManifest.Chunk;
import dev.kinora.contract.Job;
import dev.kinora.contract.JobParameters;
import dev.kinora.contract.ObjectKeys;
import dev.kinora.contract.ObjectRef;
import dev.kinora.contract.ResolvedSampling;
import dev.kinora.engine.FrameSink;
import dev.kinora.engine.image.RgbImage;
import dev.kinora.inference.CancelledException;
import dev.kinora.objects.ObjectStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * Puts a job's frames into the store, a decoded chunk an archive. One chunk is compressed and sent while the next is
 * decoded; no more than these two are in memory.
 */
final class FrameUpload implements FrameSink, AutoCloseable {
    private final ObjectStore store;
    private final Job job;
    private final Consumer<Chunk> uploaded;
    private final List<Chunk> chunks = new ArrayList<>();
    private final ExecutorService uploader = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "i2v-upload");
        thread.setDaemon(true);
        return thread;
    });
    private Future<Chunk> pending;

    /**
     * @param uploaded told of each chunk as soon as it is in the store, on the uploading thread; and of those that an earlier
     *     run has left there, whose telling may have been interrupted
     */
    FrameUpload(ObjectStore store, Job job, Consumer<Chunk> uploaded) {
        this.store = store;
        this.job = job;
        this.uploaded = uploaded;
    }

    @Override
    public boolean has(int firstFrame, int lastFrame) {
        awaitPending();
        Optional<ObjectRef> archive = store.stat(ObjectKeys.frames(job.id(), firstFrame, lastFrame));
        archive.map(ref -> new Chunk(firstFrame, lastFrame, ref)).ifPresent(chunk -> {
            uploaded.accept(chunk);
            chunks.add(chunk);
        });
        return archive.isPresent();
    }

    @Override
    public void chunk(int firstFrame, List<RgbImage> frames) {
        awaitPending();
        pending = uploader.submit(() -> upload(firstFrame, frames));
    }

    /** Waits for the last chunk and describes them all, and how they were made. */
    FrameManifest finish(ResolvedSampling sampling) {
        awaitPending();
        int frames = chunks.get(chunks.size() - 1).last() + 1;
        JobParameters parameters = job.parameters();
        return new FrameManifest(parameters.width(), parameters.height(), frames, chunks, sampling);
    }

    /** Gives up what is still being sent. */
    @Override
    public void close() {
        uploader.shutdownNow();
    }

    private Chunk upload(int first, List<RgbImage> frames) throws IOException {
        ByteArrayOutputStream archive = new ByteArrayOutputStream();
        try (FrameArchive.Writer writer = new FrameArchive.Writer(archive, first)) {
            for (RgbImage frame : frames) {
                ByteArrayOutputStream png = new ByteArrayOutputStream();
                frame.writePng(png);
                writer.add(png.toByteArray());
            }
        }
        int last = first + frames.size() - 1;
        String key = ObjectKeys.frames(job.id(), first, last);
        // The first to write a chunk wins: a manifest then fits what lies there, whoever wrote it.
        ObjectRef ref = store.putIfAbsent(key, archive.toByteArray(), FrameArchive.CONTENT_TYPE)
                .ref();
        Chunk chunk = new Chunk(first, last, ref);
        uploaded.accept(chunk);
        return chunk;
    }

    private void awaitPending() {
        try {
            if (pending != null) {
                chunks.add(pending.get());
                pending = null;
            }
        } catch (ExecutionException e) {
            throw unwrapped(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException();
        }
    }

    private static RuntimeException unwrapped(Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(cause);
    }
}
