package dev.kinora.i2v;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.util.Map;
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
    }

    @Test
    void everySetting() {
        SmallRyeConfig config = read(Map.of("kinora.models.directory", "/models", "kinora.inference.threads", "8"));
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
                .withSources(new PropertiesConfigSource(properties, "test", 1000))
                .withMapping(I2vSettings.Models.class)
                .withMapping(I2vSettings.Inference.class)
                .build();
    }
}
