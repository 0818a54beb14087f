package dev.kinora.local;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kinora.contract.JobEvent.JobRejected;
import dev.kinora.local.Program.Ended;
import dev.kinora.local.Program.Running;
import dev.kinora.work.MessageCodec;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One {@code kinora up}, and everything that may use it: other kinoras, workers, kcat, s3cmd. */
class UpIT {
    @TempDir
    private static Path folder;

    private static Program program;
    private static Running up;
    private static JsonNode addresses;

    @BeforeAll
    static void start() throws Exception {
        program = new Program(folder);
        Files.copy(Program.PHOTO, folder.resolve("photo.jpg"));
        Files.write(folder.resolve("no-picture.jpg"), "This is no picture.".getBytes(StandardCharsets.US_ASCII));
        Files.write(folder.resolve("cut.jpg"), Arrays.copyOf(Files.readAllBytes(Program.PHOTO), 50_000));
        try (RandomAccessFile large =
                new RandomAccessFile(folder.resolve("large.jpg").toFile(), "rw")) {
            large.setLength((16 << 20) + 1);
        }
        up = program.startKinora("up", "--data", "data", "--json", "--settings-to", "kinora.properties");
        addresses = new ObjectMapper().readTree(up.firstLine());
    }

    @AfterAll
    static void stop() throws Exception {
        up.process().destroy();
        assertEquals(143, up.await().status());
    }

    @Test
    void theAddressesAreThere() throws IOException {
        assertEquals(List.of("kafka", "s3", "http"), fields(addresses));
        assertEquals(List.of("endpoint", "region", "bucket", "accessKey", "secretKey"), fields(addresses.get("s3")));
        URI health = URI.create(addresses.get("http").asText() + "/q/health");
        assertEquals(200, ((HttpURLConnection) health.toURL().openConnection()).getResponseCode());
    }

    @Test
    void aJobOfKcatIsFetchedWithS3cmd() throws Exception {
        String photo = Base64.getEncoder().encodeToString(Files.readAllBytes(Program.PHOTO));
        Files.writeString(
                folder.resolve("request.json"),
                "{\"id\":\"from-kcat\",\"image\":{\"bytes\":\"" + photo
                        + "\"},\"steps\":1,\"frames\":2,\"width\":64,\"height\":64}");
        String kafka = addresses.get("kafka").asText();
        Ended sent = program.run(
                "kcat", "-P", "-b", kafka, "-t", "kinora.requests", "-X", "message.max.bytes=25165824", "request.json");
        assertEquals(0, sent.status(), sent::toString);

        awaitEvent("ClipPublished", "from-kcat");
        JsonNode s3 = addresses.get("s3");
        String host = s3.get("endpoint").asText().replace("http://", "");
        Ended fetched = program.run(
                "s3cmd",
                "--config",
                "none",
                "--no-ssl",
                "--host",
                host,
                "--host-bucket",
                host,
                "--access_key",
                s3.get("accessKey").asText(),
                "--secret_key",
                s3.get("secretKey").asText(),
                "get",
                "s3://" + s3.get("bucket").asText() + "/clips/from-kcat.mp4",
                "from-kcat.mp4");

        assertEquals(0, fetched.status(), fetched::toString);
        Ended decoded = program.run("ffmpeg", "-v", "error", "-i", "from-kcat.mp4", "-f", "null", "-");
        assertEquals(new Ended(0, "", ""), decoded);
    }

    @Test
    void aWorkerInItsOwnProcessTakesJobs() throws Exception {
        assertEquals(
                0, program.kinora("topics", "--settings", "kinora.properties").status());
        Running worker = program.startKinora("worker", "i2v", "--settings", "kinora.properties");
        try {
            String name = Long.toString(worker.process().pid());
            for (int i = 0; !startedBy(name); i++) {
                assertTrue(worker.process().isAlive(), () -> "ended early: " + worker);
                Ended ended = animate("photo.jpg", "--id", "shared-" + i);
                assertEquals(0, ended.status(), ended::toString);
            }
        } finally {
            worker.process().destroy();
        }
        assertEquals(143, worker.await().status());
    }

    @Test
    void aRunningJobIsCancelled() throws Exception {
        Running animate = program.startKinora(
                "animate", "photo.jpg", "--data", "data", "-o", "never.mp4", "--id", "unwanted", "--steps", "1000");
        awaitEvent("JobStarted", "unwanted");

        Ended cancel = program.kinora("cancel", "unwanted", "--data", "data", "--reason", "seen enough");

        assertEquals(new Ended(0, "job unwanted is cancelled: seen enough\n", ""), cancel);
        Ended ended = animate.await();
        assertEquals(1, ended.status(), ended::toString);
        assertTrue(ended.err().contains("job unwanted was cancelled: seen enough"), ended::toString);
        assertTrue(Files.notExists(folder.resolve("never.mp4")));
    }

    @Test
    void deadLettersAreShownReplayedAndDiscarded() throws Exception {
        Files.writeString(folder.resolve("no-task.json"), "{\"id\":\"a\",\"no\":\"task\"}");
        String kafka = addresses.get("kafka").asText();
        program.run("kcat", "-P", "-b", kafka, "-t", "kinora.clips", "no-task.json");
        JsonNode letter = new ObjectMapper().readTree(awaitLetters(1).get(0));
        String number = letter.get("letter").asText();
        assertEquals("no", letter.at("/content/failure/field").asText());

        Ended shown = program.kinora("dead-letters", "show", number, "--data", "data");
        assertTrue(shown.out().contains("{\"id\":\"a\",\"no\":\"task\"}"), shown::toString);
        Ended replayed = program.kinora("dead-letters", "replay", number, "--data", "data");
        assertEquals(new Ended(0, "letter " + number + " is on kinora.clips again\n", ""), replayed);
        Ended twice = program.kinora("dead-letters", "replay", number, "--data", "data");
        assertEquals(1, twice.status());
        assertTrue(twice.err().contains("replayed already"), twice::toString);
        awaitLetters(1); // it is no task the second time either
        Ended discarded =
                program.kinora("dead-letters", "discard", "--all", "--json", "--settings", "kinora.properties");

        assertEquals(0, discarded.status(), discarded::toString);
        assertTrue(discarded.out().contains("\"handled\":\"discarded\""), discarded::toString);
        assertEquals(new Ended(0, "", ""), program.kinora("dead-letters", "list", "--data", "data"));
        Ended all = program.kinora("dead-letters", "list", "--all", "--data", "data");
        assertEquals(2, all.out().lines().count(), all::toString);
        Ended unknown = program.kinora("dead-letters", "show", "0-99", "--data", "data");
        assertEquals(1, unknown.status());
        assertTrue(unknown.err().contains("found 0-99"), unknown::toString);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "photo.jpg;      --steps 0;               steps;             0; 1 to 1000",
                "photo.jpg;      --steps 1001;            steps;          1001; 1 to 1000",
                "photo.jpg;      --frames 0;              frames;            0; 1 to 1024",
                "photo.jpg;      --frames 99999999999;    frames;  99999999999; whole number",
                "photo.jpg;      --fps 121;               fps;             121; 1 to 120",
                "photo.jpg;      --motion 256;            motionBucket;    256; 0 to 255",
                "photo.jpg;      --noise 1.5;             noiseAugmentation; 1.5; 0 to 1",
                "photo.jpg;      --guidance 3:1;          guidance;    3.0:1.0; min no larger than max",
                "photo.jpg;      --guidance 1:31;         guidance.max;   31.0; 0 to 30",
                "photo.jpg;      --size 65x64;            width;            65; multiple of 8",
                "photo.jpg;      --model no-such;         model;       no-such; nano",
                "photo.jpg;      --camera no-such;        camera;      no-such; pan-left",
                "photo.jpg;      --camera static:11;      camera;         11.0; -10 to 10",
                "photo.jpg;      --solver no-such;        solver;      no-such; dpmpp-2m",
                "photo.jpg;      --sigmas 80,8,0;         steps;             1; either steps or sigmas",
                "photo.jpg;      --decode-chunk 0;        decodeChunk;       0; 1 to 1024",
                "no-picture.jpg; --steps 1;               image;             '';  ''",
                "cut.jpg;        --steps 1;               image;             '';  ''",
                "large.jpg;      --steps 1;               image; 16777217 bytes; 16 MiB"
            })
    void aRefusedJobIsOneLine(String photo, String options, String field, String found, String expected)
            throws Exception {
        List<String> arguments = new ArrayList<>(List.of("--json", "--quiet"));
        arguments.addAll(Arrays.asList(options.split(" ")));
        Ended ended = animate(photo, arguments.toArray(String[]::new));

        assertEquals(1, ended.status(), ended::toString);
        JobRejected rejected = assertInstanceOf(
                JobRejected.class, new MessageCodec().readEvent(ended.line().getBytes(StandardCharsets.UTF_8)));
        assertAll(
                () -> assertEquals(1, ended.err().lines().count(), ended::toString),
                () -> assertTrue(ended.err().startsWith("kinora: refused: "), ended::toString),
                () -> assertTrue(rejected.failure().field().startsWith(field), ended::toString),
                () -> assertTrue(rejected.failure().found().contains(found), ended::toString),
                () -> assertTrue(rejected.failure().expected().contains(expected), ended::toString));
    }

    @Test
    void aSecondUpOnTheFolderIsRefused() throws Exception {
        Ended ended = program.kinora("up", "--data", "data");
        assertEquals(1, ended.status(), ended::toString);
        assertEquals(1, ended.err().lines().count(), ended::toString);
        assertTrue(ended.err().contains("in use by another process"), ended::toString);
    }

    @Test
    void aTakenPortIsNamed() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());
            Ended ended = program.kinora("up", "--data", "other data", "--port", port);
            assertEquals(1, ended.status(), ended::toString);
            assertEquals(1, ended.err().lines().count(), ended::toString);
            assertTrue(ended.err().contains(port), ended::toString);
        }
    }

    @Test
    void aBrokenSettingsFileIsOneLine() throws Exception {
        Files.writeString(folder.resolve("broken.properties"), "kafka.bootstrap.servers=127.0.0.1:1\n");
        Ended ended = program.kinora("worker", "storage", "--settings", "broken.properties");
        assertEquals(1, ended.status(), ended::toString);
        assertEquals(1, ended.err().lines().count(), ended::toString);
        assertTrue(ended.err().contains("kinora.store.endpoint"), ended::toString);
    }

    @Test
    void modelsAreListed() throws Exception {
        Ended ended = program.kinora("models");
        assertEquals(0, ended.status(), ended::toString);
        assertTrue(ended.out().contains("nano  320x192, 14 frames"), ended::toString);
        assertTrue(ended.out().contains("pan-left"), ended::toString);
    }

    private static Ended animate(String photo, String... options) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("animate", photo, "--data", "data", "-o", "clip.mp4"));
        List<String> given = Arrays.asList(options);
        small("--steps", "1", given, arguments);
        small("--frames", "2", given, arguments);
        small("--size", "64x64", given, arguments);
        arguments.addAll(given);
        return program.kinora(arguments.toArray(String[]::new));
    }

    private static void small(String option, String value, List<String> given, List<String> arguments) {
        if (!given.contains(option)) {
            arguments.addAll(List.of(option, value));
        }
    }

    private static List<String> awaitLetters(int count) throws Exception {
        while (true) {
            Ended list = program.kinora("dead-letters", "list", "--json", "--data", "data");
            assertEquals(0, list.status(), list::toString);
            if (list.out().lines().count() == count) {
                return list.out().lines().toList();
            }
            assertTrue(up.process().isAlive(), "up has ended");
        }
    }

    private static boolean startedBy(String worker) throws IOException, InterruptedException {
        return events().lines().anyMatch(event -> event.contains("\"JobStarted\"") && event.contains(worker));
    }

    private static void awaitEvent(String type, String id) throws IOException, InterruptedException {
        while (events().lines().noneMatch(e -> e.contains("\"" + type + "\"") && e.contains("\"" + id + "\""))) {
            assertTrue(up.process().isAlive(), "up has ended");
            Thread.sleep(100);
        }
    }

    private static String events() throws IOException, InterruptedException {
        return program.run(
                        "kcat", "-C", "-e", "-q", "-b", addresses.get("kafka").asText(), "-t", "kinora.events")
                .out();
    }

    private static List<String> fields(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
