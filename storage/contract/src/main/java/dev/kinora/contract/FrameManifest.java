package dev.kinora.contract;

import java.util.List;

/**
 * {@code jobs/{id}/frames/manifest.json}: the generated frames, as archives of PNG pictures, a decoded chunk each.
 *
 * @param width in pixels
 * @param height in pixels
 * @param frames in all chunks together
 * @param chunks in order, without a gap
 * @param sampling how they were made
 */
public record FrameManifest(int width, int height, int frames, List<Chunk> chunks, ResolvedSampling sampling) {

    /**
     * One archive.
     *
     * @param first index of its first frame
     * @param last index of its last frame, inclusive
     * @param archive the zip
     */
    public record Chunk(int first, int last, ObjectRef archive) {}

    /** @throws FailureException {@link FailureKind#BUG} if the chunks do not hold every frame once, in order */
    public FrameManifest {
        chunks = List.copyOf(chunks);
        int next = 0;
        for (Chunk chunk : chunks) {
            require(
                    chunk.first() == next && chunk.last() >= next,
                    "frames %d to %d".formatted(chunk.first(), chunk.last()),
                    next);
            next = chunk.last() + 1;
        }
        require(next == frames, "the end of %d frames".formatted(frames), next);
    }

    private static void require(boolean holds, String found, int next) {
        if (!holds) {
            throw new FailureException(new Failure(FailureKind.BUG, "chunks", found, "frame " + next, ""));
        }
    }
}
