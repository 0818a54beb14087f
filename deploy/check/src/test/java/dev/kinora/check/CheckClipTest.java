package dev.kinora.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kinora.contract.Fit;
import dev.kinora.engine.image.RgbImage;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CheckClipTest {
    private static final Path SAMPLES = Path.of(System.getProperty("kinora.root"), "i2v-worker/models/nano/samples");

    @TempDir
    Path folder;

    private record Ran(int status, String out, String err) {}

    private static Ran run(Object... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] words = Arrays.stream(arguments).map(Object::toString).toArray(String[]::new);
        int status = CheckClip.run(words, new PrintWriter(out, true), new PrintWriter(err, true));
        return new Ran(status, out.toString(), err.toString());
    }

    private Path clip(String photo, Motion end) {
        return new MovingPhoto(photo, 320, 192).clip(folder.resolve("a clip.mp4"), end, 14);
    }

    /** The first frame as a picture file, so that the photo is known to the last bit. */
    private Path still(String photo) throws IOException {
        Path file = folder.resolve("a photo.png");
        try (OutputStream out = Files.newOutputStream(file)) {
            new MovingPhoto(photo, 320, 192).frame(Motion.NONE).writePng(out);
        }
        return file;
    }

    /** Just enough and plenty of every move, by its own name and by every other. */
    @ParameterizedTest
    @CsvSource({
        "pan-left,7,0,1,mountains",
        "pan-left,60,0,1,dogs",
        "pan-right,-7,0,1,dandelions",
        "pan-right,-60,0,1,fig",
        "zoom-in,0,0,1.05,dogs",
        "zoom-in,0,0,1.4,mountains",
        "zoom-out,0,0,0.95,fig",
        "zoom-out,0,0,0.7,dandelions",
        "static,0,0,1,dogs",
        "static,1,0.5,1.005,mountains"
    })
    void aMovePassesAsItselfOnly(String move, double shiftX, double shiftY, double scale, String photo)
            throws IOException {
        Path clip = clip(photo, new Motion(shiftX, shiftY, scale));
        Path still = still(photo);
        for (CameraPreset preset : CameraPreset.values()) {
            Ran ran = run(clip, still, "--camera", preset.word(), "--frames", 14, "--min-psnr", 30);
            boolean same = preset.word().equals(move);
            assertEquals(same ? 0 : 1, ran.status(), preset.word() + ": " + ran);
            assertEquals(!same, ran.out().contains("FAILED   camera " + preset.word() + ": found shift"), ran.out());
        }
    }

    /** Too little is no move and too much is not static. */
    @ParameterizedTest
    @CsvSource({
        "pan-left,5,0,1",
        "pan-right,-5,0,1",
        "pan-left,0,30,1",
        "zoom-in,0,0,1.03",
        "zoom-out,0,0,0.97",
        "static,2.6,0,1",
        "static,0,-2.6,1",
        "static,0,0,1.02"
    })
    void halfAMoveFails(String preset, double shiftX, double shiftY, double scale) throws IOException {
        Ran ran = run(clip("dogs", new Motion(shiftX, shiftY, scale)), still("dogs"), "--camera", preset);
        assertEquals(1, ran.status(), ran.toString());
    }

    @Test
    void theReportNamesWhatIsThere() throws IOException {
        Ran ran = run(clip("dogs", new Motion(12, -4, 1.1)), still("dogs"));
        assertEquals(0, ran.status());
        String expected =
                """
                frames   14 of 320×192 at 7 a second
                frame 0  \\d\\d\\.\\d dB against the photo
                shift    \\+1[12]\\.\\d px to the right, -[34]\\.\\d px down
                scale    1\\.(09|10)\\d\\d \\(\\+1[56]\\.\\d px at the left and right edge\\)
                match    0\\.9\\d\\d
                """;
        assertTrue(ran.out().matches(expected), ran.out());
        assertEquals("", ran.err());
    }

    @Test
    void jsonIsOneObject() throws IOException {
        Ran ran = run(clip("dogs", new Motion(12, 0, 1)), still("dogs"), "--json", "--frames", 13);
        assertEquals(1, ran.status());
        JsonNode report = new ObjectMapper().readTree(ran.out());
        assertEquals(14, report.get("frames").intValue());
        assertEquals("7", report.get("framesPerSecond").textValue());
        assertEquals(12, report.get("shiftX").doubleValue(), 0.5);
        assertEquals(false, report.get("passed").booleanValue());
        assertEquals(
                "frames: found 14, expected 13", report.get("problems").get(0).textValue());
        assertEquals(1, ran.out().lines().count());
    }

    /** Fitting here is the fitting of a job: a clip of the fitted photo itself is as like it as the encoder allows. */
    @ParameterizedTest
    @ValueSource(strings = {"crop", "pad", "stretch"})
    void thePhotoIsFitted(String fit) {
        Path photo = SAMPLES.resolve("fig.jpg");
        RgbImage fitted = FittedPhoto.read(photo, Fit.parse(fit), 320, 192);
        Path clip = MovingPhoto.write(folder.resolve("clip.mp4"), 2, index -> fitted);
        for (String other : List.of("crop", "pad", "stretch")) {
            Ran ran = run(clip, photo, "--fit", other, "--min-psnr", 30);
            assertEquals(other.equals(fit) ? 0 : 1, ran.status(), other + ": " + ran);
        }
    }

    @Test
    void anotherPhotoIsNotLikeIt() throws IOException {
        Ran ran = run(clip("dogs", Motion.NONE), SAMPLES.resolve("fig.jpg"), "--min-psnr", 20);
        assertEquals(1, ran.status());
        assertTrue(ran.out().matches("(?s).*FAILED   frame 0: found \\d+\\.\\d dB against the photo, expected 20.0.*"));
    }

    @Test
    void aCutClipFails() throws IOException {
        Path clip = clip("dogs", Motion.NONE);
        byte[] whole = Files.readAllBytes(clip);
        // Nearly all of it is the first frame, so nearly all of it stays.
        Files.write(clip, Arrays.copyOf(whole, whole.length - 20));
        Ran ran = run(clip, still("dogs"));
        assertEquals(1, ran.status());
        assertTrue(ran.out().contains("FAILED   decoder: "), ran.toString());
    }

    @Test
    void whatIsNoClipFails() throws IOException {
        Path text = Files.writeString(folder.resolve("notes.mp4"), "not a clip");
        Ran ran = run(text, still("dogs"));
        assertEquals(1, ran.status());
        assertTrue(ran.err().startsWith("check-clip: " + text + ": no video in it ("), ran.err());
        assertEquals(1, ran.err().lines().count());
    }

    @Test
    void misuseIsToldInOneLine() throws IOException {
        Path clip = clip("dogs", Motion.NONE);
        Path still = still("dogs");
        requireMisuse("Missing required parameter: 'PHOTO'", clip);
        requireMisuse("Unknown option: '--colour'", clip, still, "--colour");
        requireMisuse("Invalid value for option '--frames'", clip, still, "--frames", "many");
        requireMisuse(
                "--camera up: expected pan-left | pan-right | zoom-in | zoom-out | static",
                clip,
                still,
                "--camera",
                "up");
        requireMisuse("--fit: found tight, expected crop | pad | stretch", clip, still, "--fit", "tight");
        requireMisuse(folder.resolve("none.mp4") + ": no such file", folder.resolve("none.mp4"), still);
        requireMisuse(folder.resolve("none.jpg") + ": no such file", clip, folder.resolve("none.jpg"));
        requireMisuse(clip + ": image: found ", clip, clip);
    }

    private static void requireMisuse(String expected, Object... arguments) {
        Ran ran = run(arguments);
        assertEquals(2, ran.status(), ran.toString());
        assertTrue(ran.err().startsWith("check-clip: " + expected), ran.err());
        assertEquals(1, ran.err().lines().count(), ran.err());
        assertEquals("", ran.out());
    }

    @Test
    void helpExplains() {
        Ran ran = run("--help");
        assertEquals(0, ran.status());
        assertTrue(ran.out().startsWith("Usage: check-clip"), ran.out());
        assertTrue(ran.out().contains("Exit status: 0 all is as asked"), ran.out());
    }
}
