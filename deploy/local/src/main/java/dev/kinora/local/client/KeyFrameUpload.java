package dev.kinora.local.client;

import dev.kinora.contract.Failure;
import dev.kinora.contract.FailureException;
import dev.kinora.contract.FailureKind;
import dev.kinora.contract.FrameArchive;
import dev.kinora.contract.FrameManifest;
import dev.kinora.contract.FrameManifest.Chunk;
import dev.kinora.contract.ObjectRef;
import dev.kinora.engine.image.RgbImage;
import dev.kinora.work.MessageCodec;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * Puts a user's frames into the store as a job may bring them: archives of PNG pictures and their manifest, all under
 * {@code uploads/}. One frame is in memory at a time, one archive on the disk. For one upload.
 */
public final class KeyFrameUpload implements AutoCloseable {
    private static final int MOST_FRAMES = 1024;
    /** Frames of an archive: what one worker interpolates at a time. */
    private static final int CHUNK = 8;

    private final Uploads uploads;
    private final IntConsumer progress;
    private final MessageCodec codec = new MessageCodec();
    private final Path folder;
    private final List<Chunk> chunks = new ArrayList<>();
    private FrameArchive.Writer archive;
    private Path archiveFile;
    private final OneSize size = new OneSize();
    private int frames;

    /** @param progress told the number of frames so far */
    public KeyFrameUpload(Uploads uploads, IntConsumer progress) throws IOException {
        this.uploads = uploads;
        this.progress = progress;
        this.folder = Files.createTempDirectory("kinora-frames-");
    }

    /**
     * Sends them all.
     *
     * @return the key of their manifest; the same frames have the same
     * @throws FailureException BAD_INPUT where they are too many, or of several sizes
     */
    public String send(UserFrames source) {
        if (source.count() > MOST_FRAMES) {
            throw FailureException.badInput("frames", source.count(), "at most " + MOST_FRAMES);
        }
        try {
            source.read(this::add);
            finishArchive();
            FrameManifest manifest = new FrameManifest(size.width(), size.height(), frames, chunks, null);
            return uploads.put(Files.write(folder.resolve("manifest.json"), codec.write(manifest)));
        } catch (IOException | UncheckedIOException full) {
            throw new FailureException(
                    new Failure(FailureKind.OUT_OF_RESOURCES, "", "", "", "cannot write " + folder + ": " + full),
                    full);
        }
    }

    private void add(String name, RgbImage frame) {
        size.require(name, frame);
        try {
            if (frames % CHUNK == 0) {
                finishArchive();
                archiveFile = folder.resolve("frames-%04d.zip".formatted(frames));
                archive = new FrameArchive.Writer(new BufferedOutputStream(Files.newOutputStream(archiveFile)), frames);
            }
            ByteArrayOutputStream png = new ByteArrayOutputStream();
            frame.writePng(png);
            archive.add(png.toByteArray());
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
        progress.accept(++frames);
    }

    private void finishArchive() throws IOException {
        if (archive != null) {
            archive.close();
            archive = null;
            int first = chunks.size() * CHUNK;
            ObjectRef stored = uploads.upload(archiveFile);
            chunks.add(new Chunk(first, frames - 1, stored));
            Files.delete(archiveFile);
        }
    }

    /** Removes what is left on the disk. */
    @Override
    public void close() throws IOException {
        if (archive != null) {
            archive.close();
        }
        for (String name : List.of("frames-%04d.zip".formatted(chunks.size() * CHUNK), "manifest.json")) {
            Files.deleteIfExists(folder.resolve(name));
        }
        Files.deleteIfExists(folder);
    }
}
