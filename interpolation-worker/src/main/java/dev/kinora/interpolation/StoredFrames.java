package dev.kinora.interpolation;

import dev.kinora.contract.FrameArchive;
import dev.kinora.contract.FrameManifest;
import dev.kinora.engine.image.RgbImage;
import dev.kinora.objects.ObjectStore;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The frames of a manifest as they lie in the store: an archive at a time on this machine's disk, a frame at a time in
 * memory.
 *
 * @param workDirectory where the archive in hand is kept
 */
record StoredFrames(ObjectStore store, FrameManifest manifest, Path workDirectory) {

    /** Takes frames in order. */
    interface Taker {
        void frame(int index, RgbImage frame);
    }

    /** Reads every frame, first to last. */
    void read(Taker taker) throws IOException {
        Path archive = Files.createTempFile(workDirectory, "frames-", ".zip");
        try {
            for (FrameManifest.Chunk chunk : manifest.chunks()) {
                store.download(chunk.archive(), archive);
                read(chunk, archive, taker);
            }
        } finally {
            Files.deleteIfExists(archive);
        }
    }

    private static void read(FrameManifest.Chunk chunk, Path archive, Taker taker) throws IOException {
        try (InputStream file = new BufferedInputStream(Files.newInputStream(archive))) {
            FrameArchive.read(
                    file, chunk.first(), chunk.last(), (index, png) -> taker.frame(index, RgbImage.readPng(png)));
        }
    }
}
