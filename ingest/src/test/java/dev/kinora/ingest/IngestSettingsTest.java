package dev.kinora.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class IngestSettingsTest {

    @Test
    void defaults() {
        IngestSettings settings = read(Map.of());
        assertEquals("nano", settings.defaultModel());
        assertEquals(Duration.ofSeconds(20), settings.modelGrace());
        assertEquals(Path.of(System.getProperty("java.io.tmpdir")), settings.workDirectory());
        assertEquals(Optional.empty(), settings.apiKeys());
        assertEquals(5000, settings.boardJobs());
        ImageUrlSettings pictures = settings.imageUrl();
        assertEquals(Optional.empty(), pictures.hosts());
        assertEquals(Optional.empty(), pictures.privateHosts());
        assertEquals(Set.of("https"), pictures.schemes());
        assertEquals(Duration.ofSeconds(20), pictures.timeLimit());
        assertEquals(5, pictures.tries());
        assertEquals(Duration.ofSeconds(2), pictures.firstDelay());
        WebhookSettings webhook = settings.webhook();
        assertEquals(Optional.empty(), webhook.hosts());
        assertEquals(Optional.empty(), webhook.privateHosts());
        assertEquals(Optional.empty(), webhook.secretFile());
        assertEquals(Set.of("https"), webhook.schemes());
        assertEquals(Duration.ofSeconds(10), webhook.timeLimit());
        assertEquals(Duration.ofSeconds(10), webhook.firstDelay());
        assertEquals(Duration.ofHours(4), webhook.longestDelay());
        assertEquals(Duration.ofHours(24), webhook.giveUpAfter());
        assertEquals(1000, settings.openJobs());
        assertEquals(Duration.ofMinutes(1), settings.uploadTime());
    }

    @Test
    void everySetting() {
        IngestSettings settings = read(Map.of(
                "kinora.ingest.default-model",
                "svd",
                "kinora.ingest.model-grace",
                "PT1M",
                "kinora.ingest.work-directory",
                "/var/kinora",
                "kinora.ingest.api-keys",
                "/etc/kinora/keys.properties",
                "kinora.ingest.board-jobs",
                "7",
                "kinora.ingest.open-jobs",
                "3",
                "kinora.ingest.upload-time",
                "5s"));
        assertEquals(3, settings.openJobs());
        assertEquals(Duration.ofSeconds(5), settings.uploadTime());
        assertEquals(Optional.of(Path.of("/etc/kinora/keys.properties")), settings.apiKeys());
        assertEquals(7, settings.boardJobs());
        assertEquals("svd", settings.defaultModel());
        assertEquals(Duration.ofMinutes(1), settings.modelGrace());
        assertEquals(Path.of("/var/kinora"), settings.workDirectory());
    }

    @Test
    void aMisspeltKeyIsRefused() {
        ConfigValidationException refusal =
                assertThrows(ConfigValidationException.class, () -> read(Map.of("kinora.ingest.modelgrace", "PT1M")));
        assertTrue(refusal.getMessage().contains("kinora.ingest.modelgrace"), refusal.getMessage());
    }

    static IngestSettings read(Map<String, String> properties) {
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .addSystemSources()
                .addDiscoveredConverters()
                .withSources(new PropertiesConfigSource(properties, "test", 1000))
                .withMapping(IngestSettings.class)
                .build()
                .getConfigMapping(IngestSettings.class);
    }
}
