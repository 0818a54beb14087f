package dev.kinora.local.client;

import dev.kinora.contract.Failure;
import dev.kinora.contract.FailureException;
import dev.kinora.contract.FailureKind;
import dev.kinora.contract.FrameArchive;
import dev.kinora.contract.FrameManifest;
import dev.kinora.contract.FrameManifest.Chunk;
import dev.kinora.contract.ObjectKeys;
import dev.kinora.contract.ObjectRef;
import dev.kinora.objects.ObjectStore;
import dev.kinora.work.MessageCodec;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Fetches what a job left in the store and writes it beside the user. A file is whole or not there. */
public final class ClipFiles {
    private final ObjectStore store;
    private final MessageCodec codec = new MessageCodec();

    public ClipFiles(ObjectStore store) {
        this.store = store;
    }

    /**
     * Downloads the clip, replacing a file of that name.
     *
     * @throws FailureException OUT_OF_RESOURCES if the file cannot be written; BUG if the bytes are not those stored
     */
    public void clip(ObjectRef clip, Path target) {
        store.download(clip.key(), target);
    }

    /**
     * Writes the clip's frames as they were before the encoder: {@code frame-00.png}, {@code frame-01.png} …, with as many digits
     * as the last one needs.
     *
     * @return their number
     */
    public int frames(String id, Path folder) {
        String interpolated = ObjectKeys.interpolatedManifest(id);
        String key = store.stat(interpolated).isPresent() ? interpolated : ObjectKeys.manifest(id);
        FrameManifest manifest = codec.read(store.get(key), FrameManifest.class);
        int digits = Math.max(2, Integer.toString(manifest.frames() - 1).length());
        try {
            Files.createDirectories(folder);
            for (Chunk chunk : manifest.chunks()) {
                unpack(chunk, folder, "frame-%0" + digits + "d.png");
            }
        } catch (IOException | UncheckedIOException e) {
            throw unwritable(folder, e);
        }
        return manifest.frames();
    }

    private void unpack(Chunk chunk, Path folder, String name) throws IOException {
        try (InputStream archive =
                new ByteArrayInputStream(store.get(chunk.archive().key()))) {
            FrameArchive.read(archive, chunk.first(), chunk.last(), (index, png) -> {
                Files.copy(png, folder.resolve(name.formatted(index)), StandardCopyOption.REPLACE_EXISTING);
            });
        }
    }

    private static FailureException unwritable(Path target, Exception cause) {
        Throwable reason = cause instanceof UncheckedIOException ? cause.getCause() : cause;
        String why = reason instanceof FileSystemException file && file.getReason() != null
                ? file.getReason()
                : reason.getMessage();
        return new FailureException(
                new Failure(FailureKind.OUT_OF_RESOURCES, "", "", "", "cannot write " + target + ": " + why), cause);
    }
}
