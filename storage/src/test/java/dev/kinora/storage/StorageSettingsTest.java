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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StorageSettingsTest {

    @Test
    void defaults() {
        StorageSettings settings = read(Map.of());
        assertEquals(Duration.ofHours(24), settings.linkValidity());
        assertEquals(Path.of(System.getProperty("java.io.tmpdir")), settings.workDirectory());
        assertEquals(
                List.of(7, 30, 7, 1, 30, 60),
                kept(settings.retention()).stream()
                        .map(Duration::toDays)
                        .map(Long::intValue)
                        .toList());
        assertEquals(Duration.ofMinutes(15), settings.retention().interval());
    }

    @Test
    void everySetting() {
        Map<String, String> all = new HashMap<>();
        all.put("kinora.storage.link-validity", "PT15M");
        all.put("kinora.storage.work-directory", "/var/kinora");
        int hours = 0;
        for (String kept : List.of("uploads", "stills", "frames", "checkpoints", "clips", "outcomes", "interval")) {
            all.put("kinora.storage.retention." + kept, ++hours + "h");
        }
        StorageSettings settings = read(all);
        assertEquals(Duration.ofMinutes(15), settings.linkValidity());
        assertEquals(Path.of("/var/kinora"), settings.workDirectory());
        assertEquals(
                List.of(1, 2, 3, 4, 5, 6),
                kept(settings.retention()).stream()
                        .map(Duration::toHours)
                        .map(Long::intValue)
                        .toList());
        assertEquals(Duration.ofHours(7), settings.retention().interval());
    }

    private static List<Duration> kept(StorageSettings.Retention retention) {
        return List.of(
                retention.uploads(),
                retention.stills(),
                retention.frames(),
                retention.checkpoints(),
                retention.clips(),
                retention.outcomes());
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

    /**
     * Synchronized because SmallRye Config 3.17 lets a second thread see the mapping's class before the classes of its
     * groups are defined, and a class that once missed another never finds it.
     */
    static synchronized StorageSettings read(Map<String, String> properties) {
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
