package dev.kinora.mp4;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kinora.contract.Encoding;
import dev.kinora.contract.Encoding.Limit;
import dev.kinora.contract.EncodingParameters;
import dev.kinora.contract.FailureException;
import dev.kinora.contract.FailureKind;
import dev.kinora.contract.VideoEncoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clips of a bit rate or size: the real encoder, real files. */
class LimitedClipTest {
    private static final int WIDTH = 96;
    private static final int HEIGHT = 64;
    private static final FrameRate RATE = new FrameRate(24, 1);
    private static final String TEXT = "x".repeat(1500);

    @TempDir
    Path folder;

    private ClipSummary encode(EncodingParameters encoding, int frames, int threads) {
        Path clip = folder.resolve("clip.mp4");
        ClipFormat format = new ClipFormat(WIDTH, HEIGHT, RATE, encoding);
        try (ClipWriter writer =
                new H264ClipEncoder(threads).open(clip, format, how -> Map.of(ClipTags.RECIPE, TEXT + how))) {
            for (int frame = 0; frame < frames; frame++) {
                writer.add(Pictures.PHOTO.frame(WIDTH, HEIGHT, frame));
            }
            return writer.finish();
        }
    }

    private static EncodingParameters of(Long bitrate, Long size, int keyInterval) {
        return new EncodingParameters(null, bitrate, size, keyInterval, VideoEncoder.KINORA);
    }

    private void requireReached(long most, ClipSummary summary) throws IOException {
        long bytes = Files.size(folder.resolve("clip.mp4"));
        assertEquals(Limit.REACHED, summary.encoding().limit());
        assertEquals(bytes, summary.bytes());
        assertTrue(bytes <= most, bytes + " bytes of at most " + most);
        assertTrue(bytes >= 0.96 * most, bytes + " bytes of " + most);
    }

    @ParameterizedTest
    @ValueSource(longs = {20_000, 47_000, 200_000})
    void theWholeFileKeepsItsSize(long size) throws IOException {
        requireReached(size, encode(of(null, size, 12), 50, 2));
        assertEquals(
                50, Ffmpeg.decodeYuv(folder.resolve("clip.mp4"), WIDTH, HEIGHT).size());
    }

    @ParameterizedTest
    @CsvSource({"30000, 48", "60000, 7", "60000, 1"})
    void aGroupOfAnyLengthIsFilled(long size, int keyInterval) throws IOException {
        requireReached(size, encode(of(null, size, keyInterval), 20, 2));
    }

    /** To the byte, whichever group is the one between two QPs. */
    @Test
    void everySizeIsKept() {
        for (long size = 7_000; size < 12_000; size += 250) {
            long bytes = encode(of(null, size, 2), 7, 2).bytes();
            assertTrue(bytes <= size && bytes > 0.97 * size, bytes + " of " + size);
        }
    }

    @Test
    void aBitRateIsThatOfTheWholeFile() throws IOException {
        requireReached(600_000 * 2 / 8, encode(of(600_000L, null, 12), 48, 2));
    }

    @Test
    void theRecipeTellsTheMeanQuantiser() {
        Encoding encoding = encode(of(null, 20_000L, 12), 20, 2).encoding();
        String told = ClipTags.read(folder.resolve("clip.mp4")).get(ClipTags.RECIPE);
        assertEquals(TEXT + encoding, told);
        double coarser = encode(of(null, 10_000L, 12), 20, 2).encoding().quantiser();
        assertTrue(encoding.quantiser() < coarser - 3, encoding + " and " + coarser);
    }

    @Test
    void threadsDoNotChangeAByte() throws IOException {
        encode(of(null, 20_000L, 6), 30, 1);
        byte[] first = Files.readAllBytes(folder.resolve("clip.mp4"));
        encode(of(null, 20_000L, 6), 30, 3);
        assertArrayEquals(first, Files.readAllBytes(folder.resolve("clip.mp4")));
    }

    @Test
    void whereTheFinestIsSmallerItIsSaid() {
        Encoding encoding = encode(of(null, 50_000_000L, 12), 3, 2).encoding();
        assertEquals(new Encoding(encoding.codec(), 0.0, 12, Limit.FINEST), encoding);
    }

    @Test
    void whereTheCoarsestIsLargerItIsSaid() {
        Encoding encoding = encode(of(null, 1_000L, 12), 14, 2).encoding();
        assertEquals(new Encoding(encoding.codec(), 51.0, 12, Limit.EXCEEDED), encoding);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 150})
    void keyPicturesComeAsAskedFor(int keyInterval) {
        Path clip = folder.resolve("clip.mp4");
        encode(new EncodingParameters(30, null, null, keyInterval, VideoEncoder.KINORA), 160, 2);
        List<Integer> expected = IntStream.range(0, 160)
                .filter(frame -> frame % keyInterval == 0)
                .boxed()
                .toList();
        assertEquals(expected, Ffmpeg.keyFrames(clip));
        assertEquals(new Mp4Probe(WIDTH, HEIGHT, 160, 160 / 24.0), Mp4Probe.read(clip));
    }

    @Test
    void picturesOnDiskGoInEveryCase() throws IOException {
        encode(of(null, 20_000L, 12), 5, 2);
        assertEquals(List.of("clip.mp4"), left());
        Files.delete(folder.resolve("clip.mp4"));
        ClipFormat format = new ClipFormat(WIDTH, HEIGHT, RATE, of(null, 20_000L, 12));
        try (ClipWriter writer = new H264ClipEncoder().open(folder.resolve("clip.mp4"), format)) {
            writer.add(Pictures.PHOTO.frame(WIDTH, HEIGHT, 0));
        }
        assertEquals(List.of(), left());
    }

    private List<String> left() throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    @Test
    void whereNothingCanBeWrittenItIsToldOf() {
        ClipFormat format = new ClipFormat(WIDTH, HEIGHT, RATE, of(null, 20_000L, 12));
        Path nowhere = folder.resolve("missing").resolve("clip.mp4");
        var refused = assertThrows(FailureException.class, () -> new H264ClipEncoder().open(nowhere, format));
        assertEquals(FailureKind.OUT_OF_RESOURCES, refused.failure().kind());
    }
}
