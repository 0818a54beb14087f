package dev.kinora.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kinora.local.Program.Ended;
import dev.kinora.local.Program.Running;
import dev.kinora.local.host.Settings;
import dev.kinora.local.servers.LocalServers;
import dev.kinora.local.servers.Ports;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A worker whose broker and store come late, go away and come back, or do not know it. */
class StartOrderIT {
    private static final long PATIENCE_MILLIS = 180_000;
    /** Before the servers come, between them, and after them until the worker is stopped. */
    private static final int OUTAGES = 3;

    @TempDir
    private Path folder;

    private Program program;
    private Map<String, String> settings;
    private Ports ports;
    private int health;

    @BeforeEach
    void prepare() throws IOException {
        program = new Program(folder);
        try (LocalServers servers = LocalServers.start(folder.resolve("data"))) {
            settings = new HashMap<>(servers.settings());
            String kafka = settings.get("kafka.bootstrap.servers");
            URI store = URI.create(settings.get("kinora.store.endpoint"));
            ports = new Ports(Integer.parseInt(kafka.substring(kafka.indexOf(':') + 1)), store.getPort());
        }
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            health = free.getLocalPort();
        }
        settings.put("quarkus.http.host-enabled", "true");
        settings.put("quarkus.http.port", Integer.toString(health));
    }

    @Test
    void aWorkerWaitsForBrokerAndStoreAndSaysSoOnce() throws Exception {
        Running worker = worker(settings);
        try {
            await(worker, missing -> missing.contains(settings.get("kafka.bootstrap.servers")));
            try (LocalServers servers = LocalServers.start(folder.resolve("data"), ports)) {
                assertTrue(servers.isHost());
                await(worker, String::isEmpty);
            }
            await(worker, missing -> !missing.isEmpty());
            try (LocalServers servers = LocalServers.start(folder.resolve("data"), ports)) {
                assertTrue(servers.isHost());
                await(worker, String::isEmpty);
            }
        } finally {
            worker.process().destroy();
        }
        Ended ended = worker.await();
        assertEquals(143, ended.status());
        Map<String, Long> told = linesByText(ended);
        assertTrue(told.keySet().stream().anyMatch(line -> line.contains("storage waits")), ended::toString);
        assertTrue(told.keySet().stream().anyMatch(line -> line.contains("storage goes on")), ended::toString);
        told.forEach((line, times) -> assertTrue(times <= OUTAGES, times + " times: " + line));
    }

    @Test
    void aWorkerThatTheStoreDoesNotKnowStaysUp() throws Exception {
        settings.put("kinora.store.secret-key", "another-secret");
        try (LocalServers servers = LocalServers.start(folder.resolve("data"), ports)) {
            assertTrue(servers.isHost());
            Running worker = worker(settings);
            try {
                await(worker, missing -> missing.contains("kinora.store.access-key"));
            } finally {
                worker.process().destroy();
            }
            assertEquals(143, worker.await().status());
        }
    }

    @Test
    void aMistakeInTheSettingsStillEndsIt() throws Exception {
        settings.put("kinora.work.patience", "much");
        Ended unknown = worker(settings).await();
        assertEquals(1, unknown.status(), unknown::toString);
        assertTrue(unknown.err().contains("kinora.work.patience"), unknown::toString);

        settings.remove("kinora.work.patience");
        settings.put("kafka.security.protocol", "MAGIC");
        Ended malformed = worker(settings).await();
        assertEquals(1, malformed.status(), malformed::toString);
        assertTrue(malformed.err().contains("MAGIC"), malformed::toString);
    }

    private Running worker(Map<String, String> values) throws IOException {
        Path file = folder.resolve("worker.properties");
        new Settings(values).write(file);
        return program.startKinora("worker", "storage", "--settings", file.toString());
    }

    /** Waits until the health page says that of what is missing; nothing if the stage is ready. */
    private void await(Running worker, Predicate<String> wanted) throws Exception {
        long end = System.currentTimeMillis() + PATIENCE_MILLIS;
        String missing = "no page";
        while (!wanted.test(missing)) {
            assertTrue(worker.process().isAlive(), () -> "ended early: " + worker);
            assertTrue(System.currentTimeMillis() < end, "missing: " + missing);
            Thread.sleep(100);
            missing = missing();
        }
    }

    private String missing() {
        try {
            HttpURLConnection page = (HttpURLConnection) URI.create("http://127.0.0.1:" + health + "/q/health")
                    .toURL()
                    .openConnection();
            boolean up = page.getResponseCode() == 200;
            try (InputStream body = up ? page.getInputStream() : page.getErrorStream()) {
                return up ? "" : words(new ObjectMapper().readTree(body));
            }
        } catch (IOException notYet) {
            return "no page";
        }
    }

    private static String words(JsonNode health) {
        StringBuilder words = new StringBuilder();
        health.get("checks")
                .forEach(
                        check -> words.append(check.path("data").path("missing").asText()));
        return words.toString();
    }

    /** Lines of the log by what they say, whatever the time, and how often they say it. */
    private static Map<String, Long> linesByText(Ended ended) {
        return (ended.out() + ended.err())
                .lines()
                .map(line -> line.replaceFirst("^[0-9:]+ ", ""))
                .collect(Collectors.groupingBy(line -> line, Collectors.counting()));
    }
}
