package dev.kinora.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kinora.local.Program.Ended;
import dev.kinora.local.Program.Running;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The REST interface of one {@code kinora up}, as curl uses it. */
class HttpIT {
    private static final Pattern EXAMPLES = Pattern.compile("## Over HTTP.*?```sh\n(.*?)```", Pattern.DOTALL);
    private static final String CTRL_C = "\u0003";
    private static final Pattern COMMANDS = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);

    @TempDir
    private static Path folder;

    private static Program program;
    private static Running up;
    private static String address;

    @BeforeAll
    static void start() throws Exception {
        program = new Program(folder);
        Files.copy(Program.PHOTO, folder.resolve("photo.jpg"));
        up = program.startKinora("up", "--data", "data", "--json", "--settings-to", "kinora.properties");
        JsonNode addresses = new ObjectMapper().readTree(up.firstLine());
        address = addresses.get("http").asText();
    }

    @AfterAll
    static void stop() throws Exception {
        up.process().destroy();
        assertEquals(143, up.await().status());
    }

    @Test
    void everyExampleOfThePageRuns() throws IOException, InterruptedException {
        Matcher page = EXAMPLES.matcher(Files.readString(Program.ROOT.resolve("ingest/README.md")));
        assertTrue(page.find());
        Ended ended = program.run("bash", "-euo", "pipefail", "-c", "KINORA=" + address + "\n" + page.group(1));

        assertEquals(0, ended.status(), ended::toString);
        Ended decoded = program.run("ffmpeg", "-v", "error", "-i", "demo-1.mp4", "-f", "null", "-");
        assertEquals(new Ended(0, "", ""), decoded);
        for (String file : new String[] {"demo-1.jpg", "demo-1.gif", "still.png"}) {
            assertTrue(Files.size(folder.resolve(file)) > 0, file);
        }
    }

    @Test
    void everyCommandOfTheCommandLinesPageRuns() throws IOException, InterruptedException {
        Files.createDirectories(folder.resolve("photos"));
        for (String photo : List.of("mountains.jpg", "dogs.jpg")) {
            Files.copy(
                    Program.PHOTO.resolveSibling(photo),
                    folder.resolve("photos").resolve(photo));
        }
        Files.writeString(folder.resolve("photos/bad.png"), "no picture");
        Matcher page = COMMANDS.matcher(Files.readString(Program.ROOT.resolve("deploy/local/README.md")));
        assertTrue(page.find());
        String before =
                "export KINORA_SERVER=%s; kinora() { %s/deploy/kinora \"$@\"; }\n".formatted(address, Program.ROOT);
        // One photo of the folder is none: the command says so and goes on, with the status of a failure.
        String commands = page.group(1).replaceFirst("(?m)^(kinora animate photos/ .*)$", "$1 || test \\$? = 1");
        Ended ended = program.run("bash", "-euo", "pipefail", "-c", before + commands);

        assertEquals(0, ended.status(), ended::toString);
        for (String clip : List.of("demo-3.mp4", "clips/mountains.mp4", "clips/dogs.mp4")) {
            Ended decoded = program.run("ffmpeg", "-v", "error", "-i", clip, "-f", "null", "-");
            assertEquals(new Ended(0, "", ""), decoded);
        }
        assertTrue(Files.size(folder.resolve("demo-3.jpg")) > 0);
        assertTrue(Files.notExists(folder.resolve("clips/bad.mp4")));
        assertTrue(ended.err().contains("2 of 3 clips made; not: photos/bad.png"), ended::toString);
        assertTrue(ended.out().contains("job demo-4 is cancelled: seen enough"), ended::toString);
    }

    @Test
    void theJobOfWhoLeavesIsCancelledWhereNobodyCanBeAsked() throws IOException, InterruptedException {
        Running animate =
                program.startKinora("animate", "photo.jpg", "--server", address, "--id", "left", "--steps", "1000");
        awaitSubmission(animate, "left");
        animate.process().destroy();
        Ended ended = animate.await();
        assertEquals(143, ended.status(), ended::toString);
        assertTrue(ended.err().contains("job left is cancelled"), ended::toString);
        assertTrue(Files.notExists(folder.resolve("photo.mp4")));

        Ended watched = program.kinora("watch", "left", "--data", "data");
        assertEquals(1, watched.status(), watched::toString);
        assertTrue(watched.err().contains("job left was cancelled: interrupted"), watched::toString);
    }

    @Test
    void whoIsAskedMayLeaveTheJobRunning() throws IOException, InterruptedException {
        Ended ended = interruptAndAnswer("stays", "y\n");
        assertEquals(130, ended.status(), ended::toString);
        assertTrue(ended.out().contains("kinora watch stays --server " + address), ended::toString);

        Ended cancelled = program.kinora("cancel", "stays", "--server", address, "--json");
        assertEquals(0, cancelled.status(), cancelled::toString); // it ran on until now
        assertTrue(cancelled.line().contains("\"type\":\"JobCancelled\""), cancelled::toString);
    }

    @Test
    void aSecondCtrlCIsNo() throws IOException, InterruptedException {
        Ended ended = interruptAndAnswer("goes", CTRL_C);
        assertEquals(130, ended.status(), ended::toString);
        assertTrue(ended.out().contains("job goes is cancelled"), ended::toString);
    }

    /** Both are typed on a terminal, so that signal and question are real. */
    private static Ended interruptAndAnswer(String id, String answer) throws IOException, InterruptedException {
        String animate = "%s/deploy/kinora animate photo.jpg --server %s --id %s --steps 1000"
                .formatted(Program.ROOT, address, id);
        // A build in the background ignores SIGINT, and so would all that it starts.
        Running terminal =
                program.start(List.of("env", "--default-signal=INT", "script", "-qefc", animate, "/dev/null"));
        awaitSubmission(terminal, id);
        type(terminal, CTRL_C);
        while (!Files.readString(terminal.out()).contains("leave job " + id + " running? [y/N]")) {
            assertTrue(terminal.process().isAlive(), terminal::toString);
            Thread.sleep(50);
        }
        type(terminal, answer);
        return terminal.await();
    }

    private static void type(Running terminal, String keys) throws IOException {
        terminal.process().getOutputStream().write(keys.getBytes(StandardCharsets.US_ASCII));
        terminal.process().getOutputStream().flush();
    }

    @Test
    void withoutKeysIngestListensOnThisMachineOnly() throws IOException, InterruptedException {
        Path open = folder.resolve("open.properties");
        Files.copy(folder.resolve("kinora.properties"), open);
        String anywhere = "quarkus.http.host-enabled=true\nquarkus.http.host=0.0.0.0\nquarkus.http.port=0\n";
        Files.writeString(open, anywhere, StandardOpenOption.APPEND);
        Ended ended = program.kinora("worker", "ingest", "--settings", "open.properties");

        assertEquals(1, ended.status(), ended::toString);
        assertTrue(ended.err().contains("kinora.ingest.api-keys"), ended::toString);
    }

    private static void awaitSubmission(Running command, String id) throws IOException, InterruptedException {
        URI job = URI.create(address + "/v1/jobs/" + id);
        while (((HttpURLConnection) job.toURL().openConnection()).getResponseCode() != 200) {
            assertTrue(command.process().isAlive(), command::toString);
            Thread.sleep(50);
        }
    }
}
