package dev.kinora.interpolation;

import dev.kinora.contract.FailureException;
import dev.kinora.contract.FrameArchive;
import dev.kinora.contract.FrameManifest;
import dev.kinora.contract.FrameManifest.Chunk;
import dev.kinora.engine.image.RgbImage;
import dev.kinora.objects.ObjectStore;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Frames as they lie in the store: an archive at a time on this machine's disk, a frame at a time in memory. They may be
 * anybody's, so each is looked at before it is decoded.
 *
 * @param workDirectory where the archive in hand is kept
 * @param width of each frame in pixels
 * @param height of each frame in pixels
 */
record StoredFrames(ObjectStore store, Path workDirectory, int width, int height) {
    /** Where a PNG says its width and height, after its signature and the name of its first chunk. */
    private static final int SIZE_OFFSET = 16;

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
                        file, chunk.first(), chunk.last(), (index, png) -> taker.frame(index, decode(index, png)));
            }
        } finally {
            Files.deleteIfExists(archive);
        }
    }

    private RgbImage decode(int index, InputStream png) throws IOException {
        long most = 8L * width * height + (1 << 20); // 16-bit RGBA that does not compress
        byte[] bytes = png.readNBytes((int) Math.min(most, Integer.MAX_VALUE - Byte.SIZE));
        if (bytes.length < SIZE_OFFSET + 2 * Integer.BYTES) {
            throw refusal(index, "a damaged PNG");
        }
        ByteBuffer header = ByteBuffer.wrap(bytes, SIZE_OFFSET, 2 * Integer.BYTES);
        int foundWidth = header.getInt();
        int foundHeight = header.getInt();
        if (foundWidth != width || foundHeight != height) {
            throw refusal(index, foundWidth + "x" + foundHeight + " pixels");
        }
        return RgbImage.readPng(new ByteArrayInputStream(bytes));
    }

    private FailureException refusal(int index, String found) {
        return FailureException.badInput(
                "frames[" + index + "]", found, "a PNG of " + width + "x" + height + " pixels");
    }

    /** The last frame of a chunk. */
    RgbImage last(Chunk chunk) throws IOException {
        RgbImage[] last = {null};
        read(chunk, (index, frame) -> last[0] = frame);
        return last[0];
    }
}
