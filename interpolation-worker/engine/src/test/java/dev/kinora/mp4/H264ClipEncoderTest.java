package dev.kinora.mp4;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kinora.contract.Encoding;
import dev.kinora.engine.image.RgbImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class H264ClipEncoderTest {
    private static final FrameRate FILM = new FrameRate(24, 1);

    @TempDir
    Path folder;

    private ClipSummary encode(Path clip, ClipFormat format, int frames, IntFunction<RgbImage> source) {
        try (ClipWriter writer = new H264ClipEncoder().open(clip, format)) {
            IntStream.range(0, frames).mapToObj(source).forEach(writer::add);
            return writer.finish();
        }
    }

    /** Noise is the worst case; one step of the quantiser is about 1 dB. Flat grey is no farther than 7 dB from it. */
    private static double leastDecibel(int quality) {
        return Math.max(7, 55 - H264ClipEncoder.quantiser(quality));
    }

    static Stream<int[]> sizes() {
        return Stream.of(new int[] {16, 16, 30}, new int[] {24, 40, 30}, new int[] {320, 192, 26});
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void everyPictureSurvives(int[] size) {
        for (Pictures pictures : Pictures.values()) {
            for (int quality : new int[] {0, 30, 60, 100}) {
                requireFaithful(pictures, new ClipFormat(size[0], size[1], FILM, quality), size[2]);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyPictureSurvivesAtFullSize(Pictures pictures) {
        requireFaithful(pictures, new ClipFormat(1024, 576, FILM, 0), 3);
    }

    /** Small pictures of any size, content and quality, their scenes cut at random. */
    @Test
    void randomClipsDecodeWithoutAWord() {
        for (int seed = 0; seed < 60; seed++) {
            Random random = new Random(seed);
            ClipFormat format =
                    new ClipFormat(16 + random.nextInt(64), 16 + random.nextInt(64), FILM, random.nextInt(101));
            requireFaithful(format, 1 + random.nextInt(28), time -> {
                Pictures scene = Pictures.values()[random.nextInt(Pictures.values().length)];
                return scene.frame(format.width(), format.height(), time);
            });
        }
    }

    private void requireFaithful(Pictures pictures, ClipFormat format, int frames) {
        requireFaithful(format, frames, time -> pictures.frame(format.width(), format.height(), time));
    }

    private void requireFaithful(ClipFormat format, int frames, IntFunction<RgbImage> source) {
        Path clip = folder.resolve("clip.mp4");
        List<RgbImage> originals = IntStream.range(0, frames).mapToObj(source).toList();
        encode(clip, format, frames, originals::get);
        List<byte[]> decoded = Ffmpeg.decodeYuv(clip, format.shownWidth(), format.shownHeight());
        assertEquals(frames, decoded.size());
        for (int i = 0; i < frames; i++) {
            double decibel = Luma.decibel(originals.get(i), decoded.get(i), format);
            assertTrue(
                    decibel >= leastDecibel(format.encoding().quality()),
                    format + ", frame " + i + ": " + decibel + " dB");
        }
    }

    @ParameterizedTest
    @CsvSource({"255,255,255", "0,0,0", "128,128,128", "255,0,0", "0,255,0", "0,0,255", "200,155,98"})
    void coloursStay(int red, int green, int blue) {
        Path clip = folder.resolve("clip.mp4");
        encode(clip, new ClipFormat(64, 48, FILM, 50), 3, time -> Pictures.flat(64, 48, red, green, blue));
        byte[] rgb = Ffmpeg.decodeRgb(clip, 64, 48).get(2);
        int[] expected = {red, green, blue};
        for (int i = 0; i < rgb.length; i++) {
            assertEquals(expected[i % 3], rgb[i] & 255, 3, "channel " + i % 3 + " of pixel " + i / 3);
        }
    }

    @ParameterizedTest
    @CsvSource({"24,24/1", "23.976,24000/1001", "29.97,30000/1001", "7.5,15/2", "7,7/1", "1,1/1", "1920,1920/1"})
    void framesPerSecondAreExact(double framesPerSecond, String fraction) {
        Path clip = folder.resolve("clip.mp4");
        FrameRate rate = FrameRate.of(framesPerSecond);
        ClipSummary summary =
                encode(clip, new ClipFormat(32, 32, rate, 50), 49, time -> Pictures.GRADIENT.frame(32, 32, time));
        var description = Ffmpeg.describe(clip);
        assertEquals(fraction, description.get("avg_frame_rate"));
        assertEquals(fraction, description.get("r_frame_rate"));
        assertEquals("49", description.get("nb_read_frames"));
        assertEquals(49 / framesPerSecond, Double.parseDouble(description.get("duration")), 49e-4 / framesPerSecond);
        assertEquals(49 / framesPerSecond, summary.durationSeconds(), 49e-4 / framesPerSecond);
    }

    @Test
    void theStreamSaysWhatItIs() {
        Path clip = folder.resolve("clip.mp4");
        encode(clip, new ClipFormat(328, 184, FILM, 50), 50, time -> Pictures.PHOTO.frame(328, 184, time));
        var description = Ffmpeg.describe(clip);
        assertEquals("h264 High 41", words(description, "codec_name", "profile", "level"));
        assertEquals("328 184 0", words(description, "width", "height", "has_b_frames"));
        assertEquals("yuv420p left", words(description, "pix_fmt", "chroma_location"));
        assertEquals(
                "tv bt709 bt709 bt709",
                words(description, "color_range", "color_space", "color_transfer", "color_primaries"));
        assertEquals(List.of(0, 48), Ffmpeg.keyFrames(clip));
    }

    private static String words(java.util.Map<String, String> description, String... keys) {
        return String.join(" ", Stream.of(keys).map(description::get).toList());
    }

    @Test
    void oneFrameIsAClip() {
        Path clip = folder.resolve("clip.mp4");
        ClipSummary summary =
                encode(clip, new ClipFormat(320, 192, FILM, 50), 1, time -> Pictures.PHOTO.frame(320, 192, 0));
        assertEquals(1, Ffmpeg.decodeYuv(clip, 320, 192).size());
        assertEquals(
                new ClipSummary(320, 192, 1, FILM, clip.toFile().length(), new Encoding("H.264 High", 32.0, 48, null)),
                summary);
    }

    @Test
    void anOddColumnAndRowAreCutOff() {
        Path clip = folder.resolve("clip.mp4");
        ClipSummary summary =
                encode(clip, new ClipFormat(33, 19, FILM, 50), 2, time -> Pictures.PHOTO.frame(33, 19, time));
        assertEquals("32 18", words(Ffmpeg.describe(clip), "width", "height"));
        assertEquals("32 18", summary.width() + " " + summary.height());
    }

    @Test
    void sameFramesMakeTheSameBytes() throws IOException {
        ClipFormat format = new ClipFormat(48, 32, FILM, 50);
        Path first = folder.resolve("first.mp4");
        Path second = folder.resolve("second.mp4");
        encode(first, format, 30, time -> Pictures.PHOTO.frame(48, 32, time));
        encode(second, format, 30, time -> Pictures.PHOTO.frame(48, 32, time));
        assertArrayEquals(Files.readAllBytes(first), Files.readAllBytes(second));
    }

    @Test
    void betterQualityTakesMoreBytes() {
        long least = 0;
        for (int quality : new int[] {0, 33, 67, 100}) {
            long bytes = encode(
                            folder.resolve("clip.mp4"),
                            new ClipFormat(160, 96, FILM, quality),
                            3,
                            time -> Pictures.PHOTO.frame(160, 96, time))
                    .bytes();
            assertTrue(bytes > least, quality + ": " + bytes + " after " + least);
            least = bytes;
        }
    }

    @Test
    void threeStepsOfQualityAreAStepOfTheQuantiser() {
        int[] ends = IntStream.of(0, 2, 3, 50, 98, 99, 100)
                .map(H264ClipEncoder::quantiser)
                .toArray();
        assertArrayEquals(new int[] {48, 48, 47, 32, 16, 15, 15}, ends);
    }

    @Test
    void threadsDoNotChangeAByte() throws IOException {
        ClipFormat format = new ClipFormat(48, 32, FILM, 50);
        byte[][] clips = new byte[2][];
        for (int threads = 1; threads <= 2; threads++) {
            Path clip = folder.resolve("clip.mp4");
            try (ClipWriter writer = new H264ClipEncoder(threads).open(clip, format)) {
                IntStream.range(0, 200)
                        .mapToObj(time -> Pictures.PHOTO.frame(48, 32, time))
                        .forEach(writer::add);
                writer.finish();
            }
            clips[threads - 1] = Files.readAllBytes(clip);
        }
        assertArrayEquals(clips[0], clips[1]);
    }

    @Test
    void anAbandonedClipLeavesNothing() throws IOException {
        try (ClipWriter writer =
                new H264ClipEncoder().open(folder.resolve("clip.mp4"), new ClipFormat(32, 32, FILM, 9))) {
            writer.add(Pictures.FLAT.frame(32, 32, 0));
        }
        try (var left = Files.list(folder)) {
            assertEquals(List.of(), left.toList());
        }
    }

    @Test
    void aFinishedClipLeavesOneFile() throws IOException {
        Path clip = folder.resolve("clip.mp4");
        encode(clip, new ClipFormat(32, 32, FILM, 9), 1, time -> Pictures.FLAT.frame(32, 32, 0));
        try (var left = Files.list(folder)) {
            assertEquals(List.of(clip), left.toList());
        }
    }

    @Test
    void misuseIsRefused() {
        try (ClipWriter writer =
                new H264ClipEncoder().open(folder.resolve("clip.mp4"), new ClipFormat(32, 32, FILM, 9))) {
            assertThrows(IllegalStateException.class, writer::finish);
            RgbImage other = Pictures.FLAT.frame(32, 34, 0);
            var refused = assertThrows(IllegalArgumentException.class, () -> writer.add(other));
            assertEquals("frame 0 is 32×34, the clip 32×32", refused.getMessage());
        }
    }
}
