package dev.kinora.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kinora.contract.Encoding.Limit;
import dev.kinora.local.Program.Ended;
import dev.kinora.local.Program.Running;
import dev.kinora.local.client.ClipRecipes;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Encoders from the command line: of a job, and of the user's own frames. */
class EncodeIT {
    private static final int SIGTERM_STATUS = 143;

    @TempDir
    private Path folder;

    /** So the options have gone through topic and worker into the recipe. */
    @Test
    void aJobIsEncodedByFfmpegToASize() throws Exception {
        Program program = new Program(folder);
        Files.copy(Program.PHOTO, folder.resolve("photo.jpg"));
        Ended made = program.kinora(
                "animate photo.jpg --size 64x48 --steps 1 --frames 3 --encoder ffmpeg --file-size 9kB --key-interval 2 -o a.mp4"
                        .split(" "));
        assertEquals(0, made.status(), made::toString);
        assertTrue(Files.size(folder.resolve("a.mp4")) <= 9_000);
        var recipe = ClipRecipes.read(folder.resolve("a.mp4"));
        assertEquals(2, recipe.encoding().keyInterval());
        assertTrue(recipe.encoding().codec().contains("libx264"), recipe.toString());
        assertEquals(Limit.REACHED, recipe.encoding().limit());
        Ended checked = program.run(
                Program.ROOT.resolve("deploy/check-clip").toString(), "--frames", "3", "a.mp4", "photo.jpg");
        assertEquals(0, checked.status(), checked::toString);
    }

    /** While ffmpeg is at work and pictures, statistics and a plain clip lie beside the target. */
    @Test
    void whoIsStoppedLeavesTheOlderClipAndNothingElse() throws Exception {
        drawNoise(Files.createDirectory(folder.resolve("frames")));
        Files.writeString(folder.resolve("clip.mp4"), "older");
        Running encode = new Program(folder)
                .startKinora("encode frames -o clip.mp4 --fps 24 --encoder ffmpeg --size 200kB".split(" "));
        while (!Files.readString(encode.err()).contains("pass ")) {
            assertTrue(encode.process().isAlive(), () -> "ended early: " + encode);
            Thread.sleep(10);
        }
        encode.process().destroy();
        assertEquals(SIGTERM_STATUS, encode.await().status());
        assertEquals("older", Files.readString(folder.resolve("clip.mp4")));
        try (var left = Files.list(folder)) {
            List<String> parts = left.map(file -> file.getFileName().toString())
                    .filter(name -> name.contains("part"))
                    .toList();
            assertEquals(List.of(), parts);
        }
    }

    private static void drawNoise(Path frames) throws IOException {
        Random random = new Random(1);
        BufferedImage noise = new BufferedImage(1280, 720, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 1280 * 720; i++) {
            noise.setRGB(i % 1280, i / 1280, random.nextInt(1 << 24));
        }
        for (int frame = 0; frame < 60; frame++) {
            ImageIO.write(noise, "bmp", frames.resolve(frame + ".bmp").toFile());
        }
    }
}
