package dev.kinora.mp4;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kinora.contract.Encoding;
import dev.kinora.contract.Encoding.Limit;
import dev.kinora.contract.EncodingParameters;
import dev.kinora.contract.Failure;
import dev.kinora.contract.FailureException;
import dev.kinora.contract.VideoEncoder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The ffmpeg of this machine as an encoder, and programs that are none. */
class FfmpegClipEncoderTest {
    private static final int WIDTH = 97;
    private static final int HEIGHT = 65;
    private static final FrameRate RATE = FrameRate.of(23.976);
    private static final int FRAMES = 40;

    @TempDir
    Path folder;

    private ClipSummary encode(Path clip, EncodingParameters encoding) {
        ClipFormat format = new ClipFormat(WIDTH, HEIGHT, RATE, encoding);
        ClipEncoder encoder = new ClipEncoders("ffmpeg").of(VideoEncoder.FFMPEG);
        try (ClipWriter writer = encoder.open(clip, format, how -> Map.of(ClipTags.RECIPE, "how " + how))) {
            for (int frame = 0; frame < FRAMES; frame++) {
                writer.add(Pictures.PHOTO.frame(WIDTH, HEIGHT, frame));
            }
            return writer.finish();
        }
    }

    private static EncodingParameters of(Integer quality, Long bitrate, Long size) {
        return new EncodingParameters(quality, bitrate, size, 16, VideoEncoder.FFMPEG);
    }

    private Set<String> left() throws IOException {
        try (var files = Files.list(folder)) {
            return Set.copyOf(files.map(file -> file.getFileName().toString()).toList());
        }
    }

    @Test
    void aClipIsAsOneOfOurs() throws IOException {
        Path clip = folder.resolve("clip.mp4");
        ClipSummary summary = encode(clip, of(80, null, null));

        assertEquals(FRAMES, Ffmpeg.decodeYuv(clip, WIDTH - 1, HEIGHT - 1).size());
        Map<String, String> stream = Ffmpeg.describe(clip);
        assertEquals(
                List.of(
                        "h264",
                        "High",
                        "96",
                        "64",
                        "tv",
                        "bt709",
                        "bt709",
                        "bt709",
                        "left",
                        "24000/1001",
                        "24000/1001"),
                List.of(
                                "codec_name",
                                "profile",
                                "width",
                                "height",
                                "color_range",
                                "color_space",
                                "color_transfer",
                                "color_primaries",
                                "chroma_location",
                                "r_frame_rate",
                                "avg_frame_rate")
                        .stream()
                        .map(stream::get)
                        .toList());
        assertEquals(List.of(0, 16, 32), Ffmpeg.keyFrames(clip));
        assertEquals("how " + summary.encoding(), ClipTags.read(clip).get(ClipTags.RECIPE));
        assertEquals(Files.size(clip), summary.bytes());
        assertEquals(new Mp4Probe(96, 64, FRAMES, RATE.seconds(FRAMES)), Mp4Probe.read(clip));
        assertEquals(Set.of("clip.mp4"), left());
        String head = new String(Files.readAllBytes(clip), StandardCharsets.ISO_8859_1);
        assertTrue(head.indexOf("moov") < head.indexOf("mdat"));
    }

    @Test
    void equalFramesMakeEqualBytes() throws IOException {
        for (EncodingParameters encoding : List.of(of(60, null, null), of(null, null, 30_000L))) {
            encode(folder.resolve("one.mp4"), encoding);
            encode(folder.resolve("other.mp4"), encoding);
            assertArrayEquals(
                    Files.readAllBytes(folder.resolve("one.mp4")), Files.readAllBytes(folder.resolve("other.mp4")));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {15_000, 40_000, 90_000})
    void theWholeFileKeepsItsSize(long size) throws IOException {
        Path clip = folder.resolve("clip.mp4");
        ClipSummary summary = encode(clip, of(null, null, size));
        assertEquals(Limit.REACHED, summary.encoding().limit());
        assertTrue(Files.size(clip) <= size && Files.size(clip) >= 0.94 * size, Files.size(clip) + " of " + size);
        assertEquals(Set.of("clip.mp4"), left());
    }

    @Test
    void whereTheLimitIsOutOfReachItIsSaid() {
        Path clip = folder.resolve("clip.mp4");
        assertEquals(
                Limit.EXCEEDED, encode(clip, of(null, null, 1_000L)).encoding().limit());
        assertEquals(
                Limit.FINEST,
                encode(clip, of(null, null, 90_000_000L)).encoding().limit());
    }

    @ParameterizedTest
    @ValueSource(strings = {"no-such-ffmpeg", "true"})
    void whereThereIsNoneItIsTold(String program) {
        Failure failure = assertThrows(FailureException.class, () -> new ClipEncoders(program).of(VideoEncoder.FFMPEG))
                .failure();
        assertEquals("encoding.encoder", failure.field());
        assertTrue(failure.found().startsWith("ffmpeg, but " + program + " "), failure.found());
        assertEquals("kinora, or where it runs an ffmpeg with libx264", failure.expected());
    }

    /** One that says it is ffmpeg and then ends, in the middle of many pictures, with many words. */
    @Test
    void whatItSaidIsInTheFailure() throws IOException {
        Path script = folder.resolve("ffmpeg");
        Files.writeString(
                script,
                """
                #!/bin/sh
                case "$*" in
                -encoders) echo 'ffmpeg version 9'; echo ' V libx264 '; exit ;;
                esac
                seq 100000 >&2
                echo 'too warm' >&2
                exit 3
                """);
        assertTrue(script.toFile().setExecutable(true));
        ClipFormat format = new ClipFormat(WIDTH, HEIGHT, RATE, of(80, null, null));
        ClipEncoder encoder = new ClipEncoders(script.toString()).of(VideoEncoder.FFMPEG);
        try (ClipWriter writer = encoder.open(folder.resolve("clip.mp4"), format)) {
            Failure failure = assertThrows(FailureException.class, () -> {
                        for (int frame = 0; frame < 100; frame++) {
                            writer.add(Pictures.FLAT.frame(WIDTH, HEIGHT, frame));
                        }
                        writer.finish();
                    })
                    .failure();
            assertTrue(failure.message().startsWith("ffmpeg failed: "), failure.message());
            assertTrue(failure.message().endsWith("99999; 100000; too warm"), failure.message());
        }
        assertEquals(Set.of("ffmpeg"), left());
    }

    @Test
    void anAbandonedClipLeavesNeitherFileNorProcess() throws IOException {
        ClipFormat format = new ClipFormat(WIDTH, HEIGHT, RATE, of(80, null, null));
        ClipEncoder encoder = new ClipEncoders("ffmpeg").of(VideoEncoder.FFMPEG);
        try (ClipWriter writer = encoder.open(folder.resolve("clip.mp4"), format)) {
            writer.add(Pictures.FLAT.frame(WIDTH, HEIGHT, 0));
            assertEquals(1, ProcessHandle.current().children().count());
        }
        assertEquals(0, ProcessHandle.current().children().count());
        assertEquals(Set.of(), left());
    }

    @Test
    void theRecipeNamesTheProgram() {
        Encoding encoding =
                encode(folder.resolve("clip.mp4"), of(50, null, null)).encoding();
        assertTrue(encoding.codec().startsWith("H.264 High, libx264 of ffmpeg "), encoding.codec());
        assertEquals(new Encoding(encoding.codec(), null, 16, null), encoding);
    }
}
