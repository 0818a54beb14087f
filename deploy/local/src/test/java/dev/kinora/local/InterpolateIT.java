package dev.kinora.local;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kinora.contract.InterpolationMethod;
import dev.kinora.contract.JobEvent.ClipPublished;
import dev.kinora.local.Program.Ended;
import dev.kinora.work.MessageCodec;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Frames between frames from the command line: of a photo's clip, of that clip, and of a folder. */
@TestMethodOrder(OrderAnnotation.class)
class InterpolateIT {
    @TempDir
    private static Path folder;

    private static Program program;

    @BeforeAll
    static void makeFolder() throws IOException {
        Files.copy(Program.PHOTO, folder.resolve("photo.jpg"));
        program = new Program(folder);
    }

    /** Fourteen frames, as the bundled model makes them: 53. */
    @Test
    @Order(1)
    void aPhotoBecomesAClipOfFourTimesTheFrames() throws Exception {
        Ended ended = kinora(
                "animate",
                "photo.jpg",
                "--size",
                "64x48",
                "--steps",
                "1",
                "--seed",
                "7",
                "--interpolate",
                "4",
                "-o",
                "smooth.mp4",
                "--frames-to",
                "frames",
                "--json");

        assertEquals(0, ended.status(), ended::toString);
        assertTrue(ended.err().contains("14 frames at 7 fps, ×4 by diffusion"), ended::toString);
        ClipPublished published = published(ended);
        assertAll(
                () -> assertEquals(53, published.frames()),
                () -> assertEquals(28, published.playbackFps()),
                () -> assertEquals(53, pictures("frames").size()));
        Ended checked = program.run(
                Program.ROOT.resolve("deploy/check-clip").toString(), "--frames", "53", "smooth.mp4", "photo.jpg");
        assertEquals(0, checked.status(), checked::toString);
    }

    /** The same job without: its frames are every fourth of those, to the byte. */
    @Test
    @Order(2)
    void keyFramesAreThoseOfTheClipWithout() throws Exception {
        Ended ended = kinora(
                "animate",
                "photo.jpg",
                "--size",
                "64x48",
                "--steps",
                "1",
                "--seed",
                "7",
                "-o",
                "plain.mp4",
                "--frames-to",
                "key frames");

        assertEquals(0, ended.status(), ended::toString);
        List<byte[]> keyFrames = pictures("key frames");
        List<byte[]> frames = pictures("frames");
        assertEquals(14, keyFrames.size());
        for (int k = 0; k < 14; k++) {
            assertArrayEquals(keyFrames.get(k), frames.get(4 * k), "key frame " + k);
        }
    }

    @Test
    @Order(3)
    void aClipGetsMoreFramesAndPlaysAsLong() throws Exception {
        Ended ended = kinora(
                "interpolate",
                "plain.mp4",
                "-o",
                "faded.mp4",
                "--factor",
                "2",
                "--interpolation-method",
                "cross-fade",
                "--json");

        assertEquals(0, ended.status(), ended::toString);
        ClipPublished published = published(ended);
        assertAll(
                () -> assertEquals(27, published.frames()),
                () -> assertEquals(14, published.playbackFps()),
                () -> assertEquals(
                        InterpolationMethod.CROSS_FADE,
                        published.interpolation().method()));
    }

    /** Of odd size, which the encoder cuts off and the frames keep. */
    @Test
    @Order(4)
    void aFolderOfPicturesBecomesAClip() throws Exception {
        Files.createDirectory(folder.resolve("drawn"));
        for (int i = 8; i <= 10; i++) {
            ImageIO.write(drawn(i), "png", folder.resolve("drawn/" + i + ".png").toFile());
        }
        Ended ended = kinora("interpolate", "drawn", "-o", "drawn.mp4", "--fps", "10", "--frames-to", "drawn frames");

        assertEquals(0, ended.status(), ended::toString);
        assertTrue(ended.out().startsWith("drawn.mp4: 34x32, 9 frames, 0.23 s, "), ended::toString);
        List<byte[]> frames = pictures("drawn frames");
        for (int i = 8; i <= 10; i++) {
            assertArrayEquals(pixels(drawn(i)), frames.get(4 * (i - 8)), "picture " + i);
        }
    }

    @Test
    @Order(5)
    void picturesOfTwoSizesAreRefused() throws Exception {
        ImageIO.write(
                new BufferedImage(40, 40, BufferedImage.TYPE_INT_RGB),
                "png",
                folder.resolve("drawn/99.png").toFile());
        Ended ended = kinora("interpolate", "drawn", "-o", "never.mp4");

        assertEquals(1, ended.status(), ended::toString);
        assertTrue(ended.err().contains("99.png: found 40x40 pixels, expected 35x33, as the first frame"), ended::err);
    }

    @Test
    @Order(6)
    void whatIsNoClipIsRefused() throws Exception {
        Ended ended = kinora("interpolate", "photo.jpg", "-o", "never.mp4", "--json");

        assertEquals(1, ended.status(), ended::toString);
        assertTrue(ended.line().contains("\"type\":\"JobRejected\""), ended::toString);
        assertTrue(ended.err().contains("photo.jpg: found a file that does not open, expected an MP4"), ended::err);
    }

    private static BufferedImage drawn(int number) {
        BufferedImage picture = new BufferedImage(35, 33, BufferedImage.TYPE_INT_RGB);
        for (int x = 0; x < 35; x++) {
            for (int y = 0; y < 33; y++) {
                picture.setRGB(x, y, 0x050301 * ((x + 2 * number) % 40) + 0x000700 * (y % 30));
            }
        }
        return picture;
    }

    private static ClipPublished published(Ended ended) {
        return assertInstanceOf(
                ClipPublished.class, new MessageCodec().readEvent(ended.line().getBytes(StandardCharsets.UTF_8)));
    }

    private static List<byte[]> pictures(String name) throws IOException {
        List<byte[]> pictures = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder.resolve(name))) {
            for (Path file : files.sorted().toList()) {
                pictures.add(pixels(ImageIO.read(file.toFile())));
            }
        }
        return pictures;
    }

    private static byte[] pixels(BufferedImage picture) {
        byte[] rgb = new byte[3 * picture.getWidth() * picture.getHeight()];
        for (int i = 0; i < rgb.length / 3; i++) {
            int pixel = picture.getRGB(i % picture.getWidth(), i / picture.getWidth());
            rgb[3 * i] = (byte) (pixel >> 16);
            rgb[3 * i + 1] = (byte) (pixel >> 8);
            rgb[3 * i + 2] = (byte) pixel;
        }
        return rgb;
    }

    private static Ended kinora(String... arguments) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--data", "data"));
        return program.kinora(all.toArray(String[]::new));
    }
}
