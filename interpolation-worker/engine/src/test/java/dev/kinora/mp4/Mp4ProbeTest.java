package dev.kinora.mp4;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kinora.contract.FailureException;
import dev.kinora.contract.FailureKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Mp4ProbeTest {
    private static final FrameRate RATE = FrameRate.of(29.97);

    @TempDir
    Path folder;

    private Path clip;

    @BeforeEach
    void encode() {
        clip = folder.resolve("clip.mp4");
        try (ClipWriter writer = new H264ClipEncoder().open(clip, new ClipFormat(72, 40, RATE, 50))) {
            for (int time = 0; time < 50; time++) {
                writer.add(Pictures.PHOTO.frame(72, 40, time));
            }
            writer.finish();
        }
    }

    private FailureException refusal() {
        FailureException failure = assertThrows(FailureException.class, () -> Mp4Probe.read(clip));
        assertEquals(FailureKind.BUG, failure.failure().kind());
        assertTrue(failure.getMessage().startsWith(clip + " is damaged: found "), failure.getMessage());
        return failure;
    }

    @Test
    void itSaysWhatIsInAClip() {
        assertEquals(new Mp4Probe(72, 40, 50, RATE.seconds(50)), Mp4Probe.read(clip));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.01, 0.05, 0.5, 0.9, 0.999})
    void aClipCutShortIsRefused(double kept) throws IOException {
        byte[] whole = Files.readAllBytes(clip);
        Files.write(clip, Arrays.copyOf(whole, (int) (kept * whole.length)));
        refusal();
    }

    @Test
    void samplesOfZerosAreRefused() throws IOException {
        byte[] whole = Files.readAllBytes(clip);
        Arrays.fill(whole, whole.length / 2, whole.length, (byte) 0);
        Files.write(clip, whole);
        refusal();
    }

    @Test
    void anythingElseIsRefused() throws IOException {
        Files.write(clip, Poster.jpeg(Pictures.PHOTO.frame(72, 40, 0)));
        refusal();
    }

    @Test
    void aMissingFileIsTold() throws IOException {
        Files.delete(clip);
        refusal();
    }
}
