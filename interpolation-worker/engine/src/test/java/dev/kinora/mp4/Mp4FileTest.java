package dev.kinora.mp4;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kinora.contract.EncodingParameters;
import dev.kinora.contract.FailureException;
import dev.kinora.contract.VideoEncoder;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jcodec.common.io.NIOUtils;
import org.jcodec.containers.mp4.MP4Util;
import org.jcodec.containers.mp4.TimeUtil;
import org.jcodec.containers.mp4.boxes.MediaHeaderBox;
import org.jcodec.containers.mp4.boxes.MovieBox;
import org.jcodec.containers.mp4.boxes.NodeBox;
import org.jcodec.containers.mp4.boxes.TrackHeaderBox;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Mp4FileTest {
    @TempDir
    Path folder;

    private Path clip() {
        Path clip = folder.resolve("clip.mp4");
        try (ClipWriter writer = new H264ClipEncoder().open(clip, new ClipFormat(64, 64, new FrameRate(24, 1), 50))) {
            for (int time = 0; time < 30; time++) {
                writer.add(Pictures.PHOTO.frame(64, 64, time));
            }
            writer.finish();
        }
        return clip;
    }

    @Test
    void theIndexStandsBeforeTheSamples() throws IOException {
        try (var channel = NIOUtils.readableChannel(clip().toFile())) {
            List<String> boxes = MP4Util.getRootAtoms(channel).stream()
                    .map(atom -> atom.getHeader().getFourcc())
                    .toList();
            assertEquals(List.of("ftyp", "moov", "mdat"), boxes);
        }
    }

    @Test
    void noTimeOfDayIsInside() throws IOException {
        MovieBox movie = MP4Util.parseMovie(clip().toFile());
        long zero = TimeUtil.fromMovTime(0);
        assertEquals(
                zero,
                NodeBox.findFirst(movie, org.jcodec.containers.mp4.boxes.MovieHeaderBox.class, "mvhd")
                        .getCreated());
        for (TrackHeaderBox header : NodeBox.findDeep(movie, TrackHeaderBox.class, "tkhd")) {
            assertEquals(zero, header.getCreated());
            assertEquals(zero, header.getModified());
        }
        for (MediaHeaderBox header : NodeBox.findDeep(movie, MediaHeaderBox.class, "mdhd")) {
            assertEquals(zero, header.getCreated());
            assertEquals(zero, header.getModified());
        }
    }

    /** A process may not write files longer than its limit, as if the disk were full there. */
    @ParameterizedTest
    @ValueSource(strings = {"quality", "size"})
    void aFullDiskIsToldWithPathAndBytesAndLeavesNothing(String aim) throws Exception {
        Path clip = folder.resolve("a clip.mp4");
        Path told = folder.resolve("told.txt");
        String command = "ulimit -f 64; exec \"$0\" -cp \"$1\" \"$2\" \"$3\" \"$4\"";
        Process process = new ProcessBuilder(
                        "sh",
                        "-c",
                        command,
                        java(),
                        System.getProperty("java.class.path"),
                        FillTheDisk.class.getName(),
                        clip.toString(),
                        aim)
                .redirectErrorStream(true)
                .redirectOutput(told.toFile())
                .start();
        assertTrue(process.waitFor(2, TimeUnit.MINUTES));
        String message = Files.readString(told, StandardCharsets.UTF_8);
        assertTrue(message.startsWith("OUT_OF_RESOURCES cannot write " + clip + ": "), message);
        assertTrue(message.matches("(?s).* \\(\\d+ bytes of frames, \\d+ bytes free\\)\\s*"), message);
        assertFalse(Files.exists(clip));
        try (var left = Files.list(folder)) {
            assertEquals(List.of(told), left.toList());
        }
    }

    private static String java() {
        return System.getProperty("java.home") + File.separator + "bin" + File.separator + "java";
    }

    /** The program of that process. */
    static final class FillTheDisk {
        private FillTheDisk() {}

        public static void main(String[] arguments) {
            boolean isOfSize = arguments[1].equals("size");
            EncodingParameters encoding = new EncodingParameters(
                    isOfSize ? null : 50, null, isOfSize ? 1_000_000L : null, 48, VideoEncoder.KINORA);
            ClipFormat format = new ClipFormat(320, 192, new FrameRate(24, 1), encoding);
            try (ClipWriter writer = new H264ClipEncoder().open(Path.of(arguments[0]), format)) {
                for (int time = 0; time < 100; time++) {
                    writer.add(Pictures.NOISE.frame(320, 192, time));
                }
                writer.finish();
                System.out.println("the disk took all");
            } catch (FailureException e) {
                System.out.println(e.failure().kind() + " " + e.failure().message());
            }
        }
    }
}
