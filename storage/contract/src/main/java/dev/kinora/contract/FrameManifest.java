package dev.kinora.contract;

import java.util.List;

/**
 * {@code jobs/{id}/frames/manifest.json}: the generated frames, as archives of PNG pictures, a decoded chunk each.
 *
 * @param width in pixels
 * @param height in pixels
 * @param frames in all chunks together
 * @param chunks in order, without a gap
 */
public record FrameManifest(int width, int height, int frames, List<Chunk> chunks) {

    /**
     * One archive.
     *
     * @param first index of its first frame
     * @param last index of its last frame, inclusive
     * @param archive the zip
     */
    public record Chunk(int first, int last, ObjectRef archive) {}

    public FrameManifest {
        chunks = List.copyOf(chunks);
    }
}
