package dev.kinora.i2v;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class I2vSettingsTest {

    @Test
    void defaults() {
        SmallRyeConfig config = read(Map.of());
        assertEquals(
                Path.of("i2v-worker/models"),
                config.getConfigMapping(I2vSettings.Models.class).directory());
        assertEquals(
                OptionalInt.empty(),
                config.getConfigMapping(I2vSettings.Inference.class).threads());
        I2vSettings.Loras loras = config.getConfigMapping(I2vSettings.Loras.class);
        assertEquals(Optional.empty(), loras.directories());
        assertEquals(Path.of(System.getProperty("java.io.tmpdir")), loras.cacheDirectory());
        assertEquals(2L << 30, loras.cacheSize().asLongValue());
        assertEquals(0.02, config.getConfigMapping(I2vSettings.Resume.class).checkpointShare());
    }

    @Test
    void everySetting() {
        SmallRyeConfig config = read(Map.of(
                "kinora.models.directory", "/models",
                "kinora.inference.threads", "8",
                "kinora.i2v.checkpoint-share", "0.1",
                "kinora.loras.directories", "/loras,/more",
                "kinora.loras.cache-directory", "/cache",
                "kinora.loras.cache-size", "64M"));
        I2vSettings.Loras loras = config.getConfigMapping(I2vSettings.Loras.class);
        assertEquals(Optional.of(List.of(Path.of("/loras"), Path.of("/more"))), loras.directories());
        assertEquals(Path.of("/cache"), loras.cacheDirectory());
        assertEquals(64L << 20, loras.cacheSize().asLongValue());
        assertEquals(0.1, config.getConfigMapping(I2vSettings.Resume.class).checkpointShare());
        assertEquals(
                Path.of("/models"),
                config.getConfigMapping(I2vSettings.Models.class).directory());
        assertEquals(
                OptionalInt.of(8),
                config.getConfigMapping(I2vSettings.Inference.class).threads());
    }

    @Test
    void aMisspeltKeyIsRefused() {
        ConfigValidationException refusal =
                assertThrows(ConfigValidationException.class, () -> read(Map.of("kinora.models.directry", "/models")));
        assertTrue(refusal.getMessage().contains("kinora.models.directry"), refusal.getMessage());
    }

    private static SmallRyeConfig read(Map<String, String> properties) {
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .addDiscoveredConverters()
                .addSystemSources()
                .withSources(new PropertiesConfigSource(properties, "test", 1000))
                .withMapping(I2vSettings.Models.class)
                .withMapping(I2vSettings.Loras.class)
                .withMapping(I2vSettings.Resume.class)
                .withMapping(I2vSettings.Inference.class)
                .build();
    }
}
