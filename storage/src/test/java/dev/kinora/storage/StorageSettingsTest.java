package dev.kinora.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kinora.contract.FailureException;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StorageSettingsTest {

    @Test
    void defaults() {
        StorageSettings settings = read(Map.of());
        assertEquals(Duration.ofHours(24), settings.linkValidity());
        assertEquals(Path.of(System.getProperty("java.io.tmpdir")), settings.workDirectory());
    }

    @Test
    void everySetting() {
        StorageSettings settings =
                read(Map.of("kinora.storage.link-validity", "PT15M", "kinora.storage.work-directory", "/var/kinora"));
        assertEquals(Duration.ofMinutes(15), settings.linkValidity());
        assertEquals(Path.of("/var/kinora"), settings.workDirectory());
    }

    @Test
    void aMisspeltKeyIsRefused() {
        ConfigValidationException refusal = assertThrows(
                ConfigValidationException.class, () -> read(Map.of("kinora.storage.link-validty", "PT15M")));
        assertTrue(refusal.getMessage().contains("kinora.storage.link-validty"), refusal.getMessage());
    }

    @Test
    void aValidityBeyondTheProtocolsLimitIsRefused() {
        StorageSettings settings = read(Map.of("kinora.storage.link-validity", "P8D"));
        FailureException refusal =
                assertThrows(FailureException.class, () -> new ClipPublication(null, null, settings));
        assertEquals("kinora.storage.link-validity", refusal.failure().field());
    }

    private static StorageSettings read(Map<String, String> properties) {
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .addSystemSources()
                .addDiscoveredConverters()
                .withSources(new PropertiesConfigSource(properties, "test", 1000))
                .withMapping(StorageSettings.class)
                .build()
                .getConfigMapping(StorageSettings.class);
    }
}
