package dev.kinora.mp4;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kinora.contract.Failure;
import dev.kinora.contract.FailureException;
import dev.kinora.contract.FailureKind;
import dev.kinora.engine.image.RgbImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clips of another encoder, held against another decoder. */
class ClipReaderTest {
    private static final int WIDTH = 86;
    private static final int HEIGHT = 52;
    private static final int FRAMES = 20;

    @TempDir
    Path folder;

    /** Pictures that lean on later ones, the matrices and both ranges. */
    @ParameterizedTest
    @CsvSource({
        "-profile:v baseline, ''",
        "-profile:v high -bf 3 -g 12, -colorspace bt709 -color_primaries bt709 -color_trc bt709",
        "-profile:v main -bf 2, -colorspace smpte170m -color_primaries smpte170m -color_trc smpte170m",
        "-profile:v high, -color_range pc -colorspace bt709 -color_primaries bt709 -color_trc bt709"
    })
    void showsTheFramesThatFfmpegShows(String coding, String colour) {
        Path clip = encode("-c:v libx264 -qp 18 " + coding + " " + colour);
        List<byte[]> expected = Ffmpeg.decodeForeignRgb(clip, WIDTH, HEIGHT);
        List<RgbImage> found = read(clip);
        assertEquals(FRAMES, found.size());
        for (int frame = 0; frame < FRAMES; frame++) {
            assertEquals(0, meanDifference(expected.get(frame), found.get(frame).rgb()), 0.6, "frame " + frame);
        }
    }

    @Test
    void saysWhatIsInAClip() {
        try (ClipReader clip = ClipReader.open(encode("-c:v libx264 -bf 2"))) {
            assertEquals(WIDTH, clip.width());
            assertEquals(HEIGHT, clip.height());
            assertEquals(FRAMES, clip.frames());
            assertEquals(FrameRate.of(29.97), clip.frameRate());
        }
    }

    /** What the encoder of ours makes comes back as it went in, but for its loss. */
    @Test
    void readsClipsOfOurOwn() {
        Path clip = folder.resolve("own.mp4");
        ClipFormat format = new ClipFormat(72, 40, FrameRate.of(7), 100);
        try (ClipWriter writer = new H264ClipEncoder().open(clip, format)) {
            for (int time = 0; time < 5; time++) {
                writer.add(Pictures.PHOTO.frame(72, 40, time));
            }
            writer.finish();
        }
        List<RgbImage> found = read(clip);
        for (int time = 0; time < 5; time++) {
            byte[] expected = Pictures.PHOTO.frame(72, 40, time).rgb();
            assertEquals(0, meanDifference(expected, found.get(time).rgb()), 3, "frame " + time);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-c:v mpeg4", "-c:v libx264 -pix_fmt yuv444p", "-c:v libx264 -x264-params interlaced=1"})
    void otherVideoIsRefused(String coding) {
        refused(encode(coding));
    }

    @Test
    void whatIsNoClipIsRefused() throws IOException {
        refused(Files.write(folder.resolve("picture.mp4"), Poster.jpeg(Pictures.PHOTO.frame(72, 40, 0))));
        refused(folder.resolve("missing.mp4"));
    }

    @Test
    void aClipCutShortIsRefused() throws IOException {
        Path clip = encode("-c:v libx264 -movflags +faststart");
        byte[] whole = Files.readAllBytes(clip);
        Files.write(clip, Arrays.copyOf(whole, whole.length * 3 / 4));
        refused(clip);
    }

    /** Programs print results there. */
    private static void refused(Path clip) {
        PrintStream stdout = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true));
        try {
            refusedQuietly(clip);
        } finally {
            System.setOut(stdout);
        }
        assertEquals("", printed.toString(), "printed");
    }

    private static void refusedQuietly(Path clip) {
        Failure failure = assertThrows(FailureException.class, () -> read(clip)).failure();
        assertEquals(FailureKind.BAD_INPUT, failure.kind());
        assertEquals(clip.toString(), failure.field());
        assertTrue(failure.expected().contains("a folder of its frames as PNG"), failure.message());
    }

    private static List<RgbImage> read(Path clip) {
        List<RgbImage> frames = new ArrayList<>();
        try (ClipReader reader = ClipReader.open(clip)) {
            reader.read(frames::add);
        }
        return frames;
    }

    private Path encode(String how) {
        Path clip = folder.resolve("clip.mp4");
        List<byte[]> frames = Stream.iterate(0, time -> time + 1)
                .limit(FRAMES)
                .map(time -> Pictures.PHOTO.frame(WIDTH, HEIGHT, time).rgb())
                .toList();
        Ffmpeg.encode(frames, WIDTH, HEIGHT, "30000/1001", how, clip);
        return clip;
    }

    private static double meanDifference(byte[] expected, byte[] found) {
        assertEquals(expected.length, found.length);
        double sum = 0;
        for (int i = 0; i < expected.length; i++) {
            sum += Math.abs((expected[i] & 0xFF) - (found[i] & 0xFF));
        }
        return sum / expected.length;
    }
}
