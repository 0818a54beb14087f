package dev.kinora.local.command;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** What the parser refuses: status 2, and one line that says what was expected. */
class CommandLineTest {
    @TempDir
    private Path folder;

    private Path photo;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void takePhoto() throws IOException {
        photo = Files.write(folder.resolve("a photo.png"), new byte[] {1});
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "--stepz 3;          unknown option --stepz; expected",
                "--steps many;       '--steps': found many, expected a whole number",
                "--steps 1.5;        '--steps': found 1.5, expected a whole number",
                "--steps;            '--steps' (N)",
                "--frames x;         '--frames': found x, expected a whole number",
                "--fps x;            '--fps': found x, expected a whole number",
                "--seed 0x10;        '--seed': found 0x10, expected a whole number",
                "--interpolate x;    '--interpolate': found x, expected a whole number",
                "--interpolation-method rife; '--interpolation-method': found rife, expected diffusion | cross-fade",
                "--playback-fps x;   '--playback-fps': found x, expected a number",
                "--motion x;         '--motion': found x, expected a whole number",
                "--decode-chunk x;   '--decode-chunk': found x, expected a whole number",
                "--noise loud;       '--noise': found loud, expected a number",
                "--noise NaN;        '--noise': found NaN, expected a number",
                "--size 320;         '--size': found 320, expected WIDTHxHEIGHT, such as 320x192",
                "--size 320x;        '--size': found 320x, expected WIDTHxHEIGHT, such as 320x192",
                "--size axb;         '--size': found axb, expected WIDTHxHEIGHT, such as 320x192",
                "--guidance 3;       '--guidance': found 3, expected MIN:MAX, such as 1:3",
                "--guidance 1:3:5;   '--guidance': found 1:3:5, expected MIN:MAX, such as 1:3",
                "--sigmas 80,x,0;    '--sigmas': found 80,x,0, expected numbers with commas between them, such as 80,20,8,0",
                "--sigmas 80,,0;     '--sigmas': found 80,,0, expected numbers with commas between them",
                "--sigmas 80,NaN;    '--sigmas': found 80,NaN, expected numbers with commas between them",
                "--churn some;       '--churn': found some, expected a number",
                "--guidance-points a,1;  '--guidance-points': found a,1, expected numbers with commas between them",
                "--guidance-interval 9;  '--guidance-interval': found 9, expected LO:HI, such as 10:60",
                "--guidance-interval 9:; '--guidance-interval': found 9:, expected LO:HI, such as 10:60",
                "--solver;           '--solver' (NAME)",
                "--camera :1;        found :1, expected PRESET or FILE.safetensors, perhaps with :WEIGHT",
                "--camera zoom-in:x; found zoom-in:x, expected PRESET or FILE.safetensors, perhaps with :WEIGHT",
                "--camera no.safetensors:2; --camera: found no.safetensors, expected a readable file",
                "--takes 0;          '--takes': found 0, expected 1 to 100",
                "--takes many;       '--takes': found many, expected a whole number",
                "--bitrate 2T;       '--bitrate': found 2T, expected a number, perhaps with k, M or G, such as 2M",
                "--file-size -3;     '--file-size': found -3, expected a number",
                "--encoder x264;     '--encoder': found x264, expected kinora | ffmpeg",
                "--fit squash;       '--fit': found squash, expected crop | pad | stretch",
                "--id a/b;           '--id': found a/b, expected 1 to 64 of A-Z a-z 0-9 - _",
                "--seed 1 --seed 2;  '--seed' (N) should be specified only once",
                "-o /nowhere/c.mp4;  -o: found folder /nowhere, expected one that exists",
                "no-such.jpg;        PHOTO: found no-such.jpg, expected a readable file or a folder",
                "--label x;          '--label'",
                "--server kinora;    server: found kinora, expected an address such as https://kinora.example:8443",
                "--server http://a --data b;  --data: found it beside --server, expected one of them",
                "--server http://a --frames-to b;  --frames-to: found with a server, expected a run on this machine"
            })
    void animateRefuses(String options, String expected) {
        String[] given = Stream.concat(Stream.of("animate", photo.toString()), Arrays.stream(options.split(" ")))
                .toArray(String[]::new);
        assertRefused(expected, given);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "paint;                  unknown command paint; expected animate | interpolate | encode | up | submit | jobs | watch | get | cancel | retry | worker | dead-letters | models | topics | completion",
                "animate;                PHOTO: found none, expected a photo",
                "animate no-such.jpg;    PHOTO: found no-such.jpg, expected a readable file",
                "submit;                 PHOTO: found none, expected a photo",
                "jobs --limit x;         '--limit': found x, expected a whole number",
                "watch;                  ID",
                "watch a/b;              found a/b, expected 1 to 64 of A-Z a-z 0-9 - _",
                "get a --still --poster; mutually exclusive",
                "get a -o /nowhere/x;    -o: found folder /nowhere, expected one that exists",
                "retry;                  ID",
                "cancel a --data b --server http://c;  --data: found it beside --server, expected one of them",
                "completion fish;        found fish, expected bash | zsh",
                "interpolate;            CLIP|FOLDER",
                "interpolate x.mp4;      '--output=CLIP'",
                "interpolate no.mp4 -o x.mp4; CLIP|FOLDER: found no.mp4, expected a readable file or a folder",
                "interpolate . -o /nowhere/c.mp4; -o: found folder /nowhere, expected one that exists",
                "interpolate . -o x.mp4 --factor x; '--factor': found x, expected a whole number",
                "encode . -o c.mp4;      --fps: found none, expected the frames per second of the folder",
                "encode . -o c.mp4 --fps 0; --fps: found 0.0, expected 1 to 1920",
                "encode . -o c.mp4 --fps 9 --quality 80 --size 1M; encoding: found quality 80 and size 1000000, expected one of",
                "encode . -o c.mp4 --fps 9 --key-interval 0; encoding.keyInterval: found 0, expected a whole number from 1 to 600",
                "encode no.mp4 -o c.mp4; CLIP|FOLDER: found no.mp4, expected a readable file or a folder",
                "encode . -o /nowhere/c.mp4 --fps 9; -o: found folder /nowhere, expected one that exists",
                "up --port 0;            '--port': found 0, expected a port from 1 to 65533",
                "up --port 65534;        '--port': found 65534, expected a port from 1 to 65533",
                "worker paint --settings x; found paint, expected ingest | i2v | interpolation | storage",
                "worker i2v;             '--settings=FILE'",
                "worker i2v --settings no-such; --settings: found no-such, expected a readable file",
                "topics;                 '--settings=FILE'",
                "cancel;                 ID",
                "cancel a/b;             found a/b, expected 1 to 64 of A-Z a-z 0-9 - _",
                "cancel a --settings no-such; --settings: found no-such, expected a readable file",
                "dead-letters;           no command; expected list | show | replay | discard",
                "dead-letters show;      LETTER",
                "dead-letters list --settings no-such; --settings: found no-such, expected a readable file"
            })
    void commandsRefuse(String commandLine, String expected) {
        assertRefused(expected, commandLine.split(" "));
    }

    @Test
    void severalPhotosHaveOneIdEachAndAFolder() throws IOException {
        Path other = Files.copy(photo, folder.resolve("another.png"));
        Path file = Files.createFile(folder.resolve("file"));
        String[] photos = {photo.toString(), other.toString()};
        assertRefused("--id: found with 2 photos, expected one", "animate", photos[0], photos[1], "--id", "a");
        assertRefused(
                "-o: found x.mp4 for 2 photos, expected a folder", "animate", photos[0], photos[1], "-o", "x.mp4");
        assertRefused("expected a folder", "animate", photos[0], photos[1], "-o", file.toString());
        Path empty = Files.createDirectory(folder.resolve("empty"));
        assertRefused("PHOTO: found " + empty + " without a photo, expected", "animate", empty.toString());
    }

    @Test
    void noCommandIsRefused() {
        assertRefused(
                "no command; expected animate | interpolate | encode | up | submit | jobs | watch | get | cancel | retry | worker | dead-letters | models | topics | completion");
    }

    @Test
    void helpAndVersionGoToStdout() {
        assertEquals(0, run("--help"));
        assertEquals(0, run("animate", "--help"));
        assertEquals(0, run("--version"));
        assertAll(
                () -> assertEquals("", err.toString()),
                () -> assertTrue(out.toString().contains("Usage: kinora animate"), out::toString),
                () -> assertTrue(out.toString().contains("3     the server was not reached"), out::toString));
    }

    private void assertRefused(String expected, String... arguments) {
        int status = run(arguments);
        assertAll(
                () -> assertEquals(2, status),
                () -> assertEquals("", out.toString()),
                () -> assertEquals(1, err.toString().lines().count(), err::toString),
                () -> assertTrue(err.toString().startsWith("kinora: "), err::toString),
                () -> assertTrue(err.toString().contains(expected), err::toString));
    }

    private int run(String... arguments) {
        err.getBuffer().setLength(0);
        CommandLine command = KinoraCommand.commandLine();
        command.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return command.execute(arguments);
    }
}
