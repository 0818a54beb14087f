package dev.kinora.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.kinora.contract.FrameManifest.Chunk;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrameManifestTest {

    @Test
    void chunksInOrderAreTaken() {
        assertEquals(6, manifest(6, chunk(0, 3), chunk(4, 5)).frames());
    }

    @Test
    void aGapIsNamed() {
        assertEquals("chunks: found frames 5 to 6, expected frame 4", refusal(7, chunk(0, 3), chunk(5, 6)));
    }

    @Test
    void aChunkTwiceIsNamed() {
        assertEquals("chunks: found frames 0 to 3, expected frame 4", refusal(4, chunk(0, 3), chunk(0, 3)));
    }

    @Test
    void aMissingLastChunkIsNamed() {
        assertEquals("chunks: found the end of 14 frames, expected frame 4", refusal(14, chunk(0, 3)));
    }

    private static String refusal(int frames, Chunk... chunks) {
        Failure failure = assertThrows(FailureException.class, () -> manifest(frames, chunks))
                .failure();
        assertEquals(FailureKind.BUG, failure.kind());
        return failure.message();
    }

    private static FrameManifest manifest(int frames, Chunk... chunks) {
        return new FrameManifest(64, 64, frames, List.of(chunks), null);
    }

    private static Chunk chunk(int first, int last) {
        return new Chunk(first, last, new ObjectRef("key", 1, ""));
    }
}
