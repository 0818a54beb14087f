package dev.kinora.local;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kinora.local.Program.Ended;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What the bundled model makes of its sample stills by its own defaults, looked at by {@code deploy/check-clip}. How far
 * the picture moves is not held against its weights, which are of version 0: three of its presets are still empty.
 */
class BundledModelIT {
    @TempDir
    private static Path folder;

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({"mountains,", "dogs, pan-left", "fig, static"})
    void theClipShowsTheStill(String sample, String preset) throws Exception {
        Path photo = Program.ROOT.resolve("i2v-worker/models/nano/samples/" + sample + ".jpg");
        Program program = new Program(folder);
        List<String> arguments =
                new ArrayList<>(List.of("animate", photo.toString(), "--seed", "7", "-o", sample + ".mp4"));
        if (preset != null) {
            arguments.addAll(List.of("--camera", preset));
        }

        Ended made = program.kinora(arguments.toArray(String[]::new));
        Ended checked = program.run(
                Program.ROOT.resolve("deploy/check-clip").toString(),
                sample + ".mp4",
                photo.toString(),
                "--frames",
                "14",
                "--min-psnr",
                "20");

        assertEquals(0, made.status(), made::toString);
        assertEquals(0, checked.status(), checked::toString);
    }
}
