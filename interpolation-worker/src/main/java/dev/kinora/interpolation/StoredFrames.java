package dev.kinora.interpolation;

import dev.kinora.contract.FrameArchive;
import dev.kinora.contract.FrameManifest;
import dev.kinora.contract.FrameManifest.Chunk;
import dev.kinora.engine.image.RgbImage;
import dev.kinora.objects.ObjectStore;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Frames as they lie in the store: an archive at a time on this machine's disk, a frame at a time in memory.
 *
 * @param workDirectory where the archive in hand is kept
 */
record StoredFrames(ObjectStore store, Path workDirectory) {

    /** Takes frames in order. */
    interface Taker {
        void frame(int index, RgbImage frame) throws IOException;
    }

    /** Reads every frame of a clip, first to last. */
    void read(FrameManifest manifest, Taker taker) throws IOException {
        for (Chunk chunk : manifest.chunks()) {
            read(chunk, taker);
        }
    }

    /** Reads every frame of a chunk, first to last. */
    void read(Chunk chunk, Taker taker) throws IOException {
        Path archive = Files.createTempFile(workDirectory, "frames-", ".zip");
        try {
            store.download(chunk.archive(), archive);
            try (InputStream file = new BufferedInputStream(Files.newInputStream(archive))) {
                FrameArchive.read(
                        file, chunk.first(), chunk.last(), (index, png) -> taker.frame(index, RgbImage.readPng(png)));
            }
        } finally {
            Files.deleteIfExists(archive);
        }
    }

    /** The last frame of a chunk. */
    RgbImage last(Chunk chunk) throws IOException {
        RgbImage[] last = {null};
        read(chunk, (index, frame) -> last[0] = frame);
        return last[0];
    }
}
