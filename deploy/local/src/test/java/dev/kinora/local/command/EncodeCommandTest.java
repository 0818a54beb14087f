package dev.kinora.local.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kinora.mp4.ClipReader;
import dev.kinora.mp4.Mp4Probe;
import dev.kinora.work.MessageCodec;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Folders and clips to clips, without a server: the real encoder, real files. */
class EncodeCommandTest {
    private static final int FRAMES = 12;

    @TempDir
    private Path temporary;

    private Path frames;
    private Path clip;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    /** Each brighter than the one before; by letters, 10 would come before 2. */
    @BeforeEach
    void draw() throws IOException {
        frames = Files.createDirectory(temporary.resolve("frames"));
        clip = temporary.resolve("clip.mp4");
        for (int frame = 0; frame < FRAMES; frame++) {
            draw("f" + frame + (frame % 2 == 0 ? ".png" : ".jpg"), 49, 33, frame);
        }
    }

    private void draw(String name, int width, int height, int frame) throws IOException {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Random grain = new Random(frame);
        for (int i = 0; i < width * height; i++) {
            int level = 20 * frame + grain.nextInt(12);
            picture.setRGB(i % width, i / width, new Color(level, level, level).getRGB());
        }
        ImageIO.write(
                picture, name.substring(name.length() - 3), frames.resolve(name).toFile());
    }

    private int encode(String... options) {
        List<String> all = new ArrayList<>(List.of("encode", frames.toString(), "-o", clip.toString(), "--quiet"));
        all.addAll(List.of(options));
        return run(all.toArray(String[]::new));
    }

    private int run(String... arguments) {
        CommandLine command = KinoraCommand.commandLine();
        command.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return command.execute(arguments);
    }

    @Test
    void aFolderBecomesAClipInTheOrderOfItsNames() throws IOException {
        assertEquals(0, encode("--fps", "23.976"), err::toString);
        assertEquals(new Mp4Probe(48, 32, FRAMES, FRAMES * 1001 / 24000.0), Mp4Probe.read(clip));
        List<Integer> levels = new ArrayList<>();
        try (ClipReader reader = ClipReader.open(clip)) {
            reader.read(frame -> levels.add(frame.rgb()[0] & 255));
        }
        assertEquals(levels.stream().sorted().toList(), levels);
        assertEquals(
                clip + ": 48x32, 12 frames, 0.50 s, " + Files.size(clip) + " bytes, QP 22.0",
                out.toString().strip());
        assertEquals("", err.toString());
    }

    @Test
    void aSizeIsKeptAndTold() throws IOException {
        assertEquals(0, encode("--fps", "24", "--size", "4KB", "--key-interval", "6", "--json"), err::toString);
        assertTrue(Files.size(clip) <= 4000 && Files.size(clip) > 3800, Files.size(clip) + " bytes");
        EncodeCommand.Encoded told =
                new MessageCodec().read(out.toString().getBytes(StandardCharsets.UTF_8), EncodeCommand.Encoded.class);
        assertEquals(Files.size(clip), told.bytes());
        assertEquals("reached", told.encoding().limit().word());
        assertEquals(6, told.encoding().keyInterval());
    }

    @Test
    void aSizeThatCannotBeIsTold() {
        assertEquals(0, encode("--fps", "24", "--bitrate", "1k"), err::toString);
        assertTrue(out.toString().strip().endsWith("QP 51.0; it cannot be made smaller"), out::toString);
    }

    @Test
    void aClipIsEncodedAnewAtItsOwnRate() {
        assertEquals(0, encode("--fps", "7.5", "--encoder", "ffmpeg"), err::toString);
        Path anew = temporary.resolve("anew.mp4");
        assertEquals(0, run("encode", clip.toString(), "-o", anew.toString(), "--bitrate", "1M"), err::toString);
        assertEquals(new Mp4Probe(48, 32, FRAMES, FRAMES / 7.5), Mp4Probe.read(anew));
    }

    @Test
    void aFrameOfAnotherSizeIsRefusedAndTheOlderClipStays() throws IOException {
        Files.writeString(clip, "older");
        draw("f11.jpg", 33, 49, 3);
        assertEquals(1, encode("--fps", "24"));
        String expected = "f11.jpg: found 33x49 pixels, expected 49x33, as the first frame";
        assertTrue(err.toString().strip().endsWith(expected), err::toString);
        assertEquals("older", Files.readString(clip));
        try (var left = Files.list(temporary)) {
            assertEquals(2, left.count());
        }
    }

    @Test
    void whatIsNoPictureIsNamed() throws IOException {
        Files.writeString(frames.resolve("f3.jpg"), "no picture");
        assertEquals(1, encode("--fps", "24"));
        assertTrue(err.toString().contains("f3.jpg: found a file that does not decode"), err::toString);
        assertFalse(Files.exists(clip));
    }
}
