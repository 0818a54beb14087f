package dev.kinora.ingest;

import dev.kinora.ingest.request.Sha256;
import dev.kinora.testbed.Servers;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A process with keys and narrow limits, which pages of one other site may ask, and which logs all it has to say. */
public final class KeysProfile implements QuarkusTestProfile {
    static final Path FILE = Path.of("target", "test-keys.properties").toAbsolutePath();
    static final Path LOG = Path.of("target", "test-keys.log").toAbsolutePath();
    static final String STUDIO = "https://studio.example.org";
    static final int OPEN_JOBS = 6;

    /** A key without limits. */
    static final String KEY = "the-key-of-ci-5b0e";

    static final String CONTENT = line("ci", KEY)
            + line("hasty", "hasty-key-7f11") + "hasty.rate = 3\n"
            + line("small", "small-key-93aa") + "small.quota = 2\n"
            + line("daily", "daily-key-c2d0") + "daily.daily = 1\n";

    static String line(String label, String key) {
        return label + " = " + Sha256.of(key.getBytes(StandardCharsets.UTF_8)) + "\n";
    }

    @Override
    public Map<String, String> getConfigOverrides() {
        try {
            Files.writeString(FILE, CONTENT);
            Files.deleteIfExists(LOG);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Map.ofEntries(
                Map.entry("kinora.ingest.api-keys", FILE.toString()),
                Map.entry("kinora.ingest.open-jobs", Integer.toString(OPEN_JOBS)),
                Map.entry("kinora.ingest.upload-time", "2s"),
                Map.entry("quarkus.http.cors.enabled", "true"),
                Map.entry("quarkus.http.cors.origins", STUDIO),
                Map.entry("quarkus.log.level", "DEBUG"),
                Map.entry("quarkus.log.console.level", "INFO"),
                Map.entry("quarkus.log.file.enabled", "true"),
                Map.entry("quarkus.log.file.path", LOG.toString()),
                Map.entry("quarkus.log.category.\"org.apache.kafka.clients\".level", "ERROR"),
                // The store's own side, which is no part of this process outside of tests.
                Map.entry("quarkus.log.category.\"org.jclouds\".level", "WARN"));
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(Servers.class));
    }
}
