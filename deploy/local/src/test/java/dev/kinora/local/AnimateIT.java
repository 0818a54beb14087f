package dev.kinora.local;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kinora.contract.JobEvent;
import dev.kinora.contract.JobEvent.ClipPublished;
import dev.kinora.contract.ResolvedSampling;
import dev.kinora.local.Program.Ended;
import dev.kinora.local.Program.Running;
import dev.kinora.work.MessageCodec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** {@code kinora animate} by itself: each command brings its own servers, all on one data folder, one after the other. */
@TestMethodOrder(OrderAnnotation.class)
class AnimateIT {
    @TempDir
    private static Path home;

    private static Program program;
    private static byte[] firstClip;

    @BeforeAll
    static void makeFolder() throws IOException {
        Path folder = Files.createDirectory(home.resolve("a folder with spaces"));
        Files.copy(Program.PHOTO, folder.resolve("my photo.jpg"));
        program = new Program(folder);
    }

    @Test
    @Order(1)
    void aPhotoBecomesAClip() throws Exception {
        Ended ended = animate("--json", "--frames-to", "its frames");

        assertEquals(0, ended.status(), ended::toString);
        ClipPublished published = assertInstanceOf(ClipPublished.class, event(ended));
        firstClip = Files.readAllBytes(file("my photo.mp4"));
        Ended decoded = program.run("ffmpeg", "-v", "error", "-i", "my photo.mp4", "-f", "null", "-");
        assertAll(
                () -> assertEquals(64, published.width()),
                () -> assertEquals(48, published.height()),
                () -> assertEquals(2, published.frames()),
                () -> assertEquals(7, published.seed()),
                () -> assertEquals(published.clip().bytes(), firstClip.length),
                () -> assertEquals(new Ended(0, "", ""), decoded),
                () -> assertEquals(List.of("frame-00.png", "frame-01.png"), names(file("its frames"))),
                () -> assertEquals(
                        64,
                        ImageIO.read(file("its frames/frame-01.png").toFile()).getWidth()));
    }

    @Test
    @Order(2)
    void theSameSeedMakesTheSameClipInASecondRun() throws Exception {
        Ended ended = animate("-o", "second.mp4");

        assertEquals(0, ended.status(), ended::toString);
        assertTrue(ended.line().startsWith("second.mp4: 64x48, 2 frames, "), ended::toString);
        assertTrue(ended.line().contains(firstClip.length + " bytes, seed 7, job my-photo-"), ended::toString);
        assertArrayEquals(firstClip, Files.readAllBytes(file("second.mp4")));
    }

    /** All is in the clip but its picture, which the store still has. */
    @Test
    @Order(3)
    void aClipIsRepeatedWithoutItsPhoto() throws Exception {
        Ended ended = program.kinora("animate", "--like", "second.mp4", "--data", "its data");

        assertEquals(0, ended.status(), ended::toString);
        assertTrue(ended.line().startsWith("second-again.mp4: 64x48, 2 frames, "), ended::toString);
        assertFalse(ended.err().contains("warning"), ended::toString);
        assertArrayEquals(firstClip, Files.readAllBytes(file("second-again.mp4")));
    }

    @Test
    @Order(3)
    void aKilledRunIsTakenUpAgain() throws Exception {
        Running killed = program.startKinora(arguments("--id", "killed", "--frames", "8", "-o", "killed.mp4"));
        while (!Files.readString(killed.err()).contains("job killed: ")) {
            assertTrue(killed.process().isAlive(), () -> "ended early: " + killed);
            Thread.sleep(20);
        }
        killed.process().destroyForcibly();
        assertNotEquals(0, killed.await().status());

        Ended ended = program.kinora(arguments("--id", "killed", "--frames", "8", "-o", "killed.mp4", "--json"));

        assertEquals(0, ended.status(), ended::toString);
        ClipPublished published = assertInstanceOf(ClipPublished.class, event(ended));
        assertEquals("killed", published.id());
        assertEquals(8, published.frames());
    }

    @Test
    @Order(4)
    void aTerminatedRunKeepsItsJobAndStopsCleanly() throws Exception {
        Running stopped = program.startKinora(arguments("--id", "stopped", "-o", "stopped.mp4"));
        while (!Files.readString(stopped.err()).contains("job stopped: ")) {
            assertTrue(stopped.process().isAlive(), () -> "ended early: " + stopped);
            Thread.sleep(20);
        }
        stopped.process().destroy();
        Ended ended = stopped.await();
        assertEquals(143, ended.status(), ended::toString);
        assertTrue(ended.err().contains("job stopped is kept"), ended::toString);

        Ended again = animate("--id", "stopped", "-o", "stopped.mp4");

        assertEquals(0, again.status(), again::toString);
        assertArrayEquals(firstClip, Files.readAllBytes(file("stopped.mp4")));
    }

    @Test
    @Order(5)
    void nothingOfItIsShownWhenQuiet() throws Exception {
        Ended ended = animate("--quiet", "-o", "quiet.mp4");

        assertEquals(0, ended.status(), ended::toString);
        assertEquals("", ended.err());
    }

    /** The first take is the clip that its seed makes alone; a LoRA that is sent along does what the preset does. */
    @Test
    @Order(6)
    void takesAreClipsOfTheirOwn() throws Exception {
        Files.copy(
                Program.ROOT.resolve("i2v-worker/models/nano/loras/static.safetensors"), file("my lora.safetensors"));
        Ended preset = animate("--camera", "static:0.5", "--camera", "pan-left:-0.4", "-o", "preset.mp4");
        assertEquals(0, preset.status(), preset::toString);

        Ended takes = animate(
                "--takes",
                "2",
                "--camera",
                "my lora.safetensors:0.5",
                "--camera",
                "pan-left:-0.4",
                "-o",
                "take.mp4",
                "--json");

        assertEquals(0, takes.status(), takes::toString);
        List<Long> seeds = takes.out()
                .lines()
                .map(line -> new MessageCodec().readEvent(line.getBytes(StandardCharsets.UTF_8)))
                .map(event -> assertInstanceOf(ClipPublished.class, event).seed())
                .sorted()
                .toList();
        assertEquals(List.of(7L, 8L), seeds);
        String first = pictures("take-1.mp4");
        assertEquals(pictures("preset.mp4"), first); // their recipes differ in what they call the move
        assertFalse(Arrays.equals(Files.readAllBytes(file("take-1.mp4")), firstClip), "the camera moves");
        assertNotEquals(first, pictures("take-2.mp4"), "another seed");
    }

    /** Checksums of a clip's pictures. */
    private static String pictures(String clip) throws IOException, InterruptedException {
        Ended sums = program.run("ffmpeg", "-v", "error", "-i", clip, "-f", "framemd5", "-");
        assertEquals(0, sums.status(), sums::toString);
        return sums.out();
    }

    @Test
    @Order(7)
    void aTakeThatIsRefusedFailsTheCommandAndEachIsTold() throws Exception {
        Ended refused = animate("--takes", "2", "--camera", "zoom-inn", "--id", "bad", "-o", "bad.mp4");

        assertEquals(1, refused.status(), refused::toString);
        assertEquals("", refused.out());
        List<String> told =
                refused.err().lines().filter(line -> line.contains("refused: ")).toList();
        assertEquals(2, told.size(), refused::toString);
        assertTrue(told.get(0).startsWith("kinora: take 1 of 2: refused: camera[0].preset: found \"zoom-inn\""));
    }

    @Test
    @Order(8)
    void twoAtOnceShareTheServers() throws Exception {
        Running one = program.startKinora(arguments("--data", "shared data", "-o", "one.mp4"));
        Running other = program.startKinora(arguments("--data", "shared data", "-o", "other.mp4"));

        assertEquals(0, one.await().status(), one::toString);
        assertEquals(0, other.await().status(), other::toString);
        assertArrayEquals(firstClip, Files.readAllBytes(file("one.mp4")));
        assertArrayEquals(firstClip, Files.readAllBytes(file("other.mp4")));
    }

    @Test
    @Order(7)
    void whatWasUsedIsTold() throws Exception {
        String[] options = {
            "--solver",
            "dpmpp-2m",
            "--steps",
            "6",
            "--guidance",
            "1:1.4",
            "--guidance-curve",
            "triangle",
            "--frames",
            "5",
            "--json",
            "-o",
            "guided.mp4"
        };
        Ended ended = animate(options);

        assertEquals(0, ended.status(), ended::toString);
        assertTrue(ended.err().contains("6 steps of dpmpp-2m (karras), guidance 1.0:1.4 triangle"), ended::toString);
        ResolvedSampling sampling =
                assertInstanceOf(ClipPublished.class, event(ended)).sampling();
        assertAll(
                () -> assertEquals("dpmpp-2m", sampling.solver()),
                () -> assertEquals("karras", sampling.schedule()),
                () -> assertEquals(
                        List.of(80f, 0f),
                        List.of(sampling.sigmas().get(0), sampling.sigmas().get(6))),
                () -> assertEquals(6, sampling.evaluations()),
                () -> assertEquals(List.of(1f, 1.2f, 1.4f, 1.2f, 1f), sampling.guidance()));
        byte[] clip = Files.readAllBytes(file("guided.mp4"));

        assertEquals(0, animate(options).status());
        assertArrayEquals(clip, Files.readAllBytes(file("guided.mp4")));
    }

    @Test
    @Order(8)
    void aScheduleAboveTheModelIsRefused() throws Exception {
        Ended ended = animate("--schedule", "align-your-steps", "--steps", "10", "-o", "aligned.mp4");

        assertEquals(1, ended.status(), ended::toString);
        String expected =
                "schedule: found align-your-steps, which begins at sigma 700, expected one within this model's";
        assertTrue(ended.err().contains(expected), ended::toString);
    }

    private static Ended animate(String... more) throws IOException, InterruptedException {
        return program.kinora(arguments(more));
    }

    private static String[] arguments(String... more) {
        List<String> arguments = new ArrayList<>(List.of("animate", "my photo.jpg", "--seed", "7"));
        arguments.addAll(List.of("--size", "64x48"));
        List<String> given = Arrays.asList(more);
        if (!given.contains("--steps")) {
            arguments.addAll(List.of("--steps", "1"));
        }
        if (!given.contains("--frames")) {
            arguments.addAll(List.of("--frames", "2"));
        }
        if (!given.contains("--data")) {
            arguments.addAll(List.of("--data", "its data"));
        }
        arguments.addAll(given);
        return arguments.toArray(String[]::new);
    }

    private static Path file(String name) {
        return home.resolve("a folder with spaces").resolve(name);
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static JobEvent event(Ended ended) {
        return new MessageCodec().readEvent(ended.line().getBytes(StandardCharsets.UTF_8));
    }
}
