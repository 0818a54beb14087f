package dev.kinora.local.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kinora.contract.FailureException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerSettingsTest {
    @TempDir
    private Path home;

    private final Map<String, String> environment = new HashMap<>();

    @Test
    void withoutAnyThereIsNoServer() {
        assertEquals(Optional.empty(), settings().standard());
    }

    @Test
    void theFileNamesServerAndKey() throws IOException {
        write("server = https://kinora.example/\napi-key = secret\n", "rw-------");
        assertEquals(
                Optional.of(Server.of("https://kinora.example", Optional.of("secret"))),
                settings().standard());
    }

    @Test
    void theEnvironmentWins() throws IOException {
        write("server=https://kinora.example\napi-key=secret\n", "rw-------");
        environment.put("KINORA_SERVER", "http://127.0.0.1:8080");
        environment.put("KINORA_API_KEY", "other");
        assertEquals(
                Optional.of(Server.of("http://127.0.0.1:8080", Optional.of("other"))),
                settings().standard());
    }

    @Test
    void theFilesKeyGoesToNoOtherServer() throws IOException {
        write("server=https://kinora.example\napi-key=secret\n", "rw-------");
        assertEquals(Optional.empty(), settings().named("https://other.example").key());
        assertEquals(Optional.empty(), settings().named("http://kinora.example").key());
        assertEquals(
                Optional.of("secret"),
                settings().named("https://kinora.example/").key());
    }

    @Test
    void aKeyThatOthersMayReadIsRefused() throws IOException {
        write("server=https://kinora.example\napi-key=secret\n", "rw-r--r--");
        assertRefused("expected a file for you alone: chmod 600");
    }

    @Test
    void anUnknownSettingIsNamed() throws IOException {
        write("sever=https://kinora.example\n", "rw-r--r--");
        assertRefused("sever: found an unknown setting, expected server or api-key");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"kinora.example", "ftp://kinora.example", "https://", "https://a/b", "https://me@a", "http://a b"
            })
    void whatIsNoAddressIsRefused(String address) {
        assertThrows(FailureException.class, () -> settings().named(address));
    }

    @Test
    void aKeyIsNeverTold() {
        environment.put("KINORA_API_KEY", "a secret");
        FailureException refused =
                assertThrows(FailureException.class, () -> settings().named("https://kinora.example"));
        assertFalse(refused.getMessage().contains("secret"), refused::getMessage);
        assertFalse(Server.of("https://a", Optional.of("secret")).toString().contains("secret"));
    }

    private void assertRefused(String expected) {
        FailureException refused =
                assertThrows(FailureException.class, () -> settings().standard());
        assertTrue(refused.getMessage().contains(expected), refused::getMessage);
        assertFalse(refused.getMessage().contains("secret"), refused::getMessage);
    }

    private ServerSettings settings() {
        return new ServerSettings(environment::get, home);
    }

    private void write(String text, String permissions) throws IOException {
        Files.createDirectories(settings().file().getParent());
        Files.writeString(settings().file(), text);
        Files.setPosixFilePermissions(settings().file(), PosixFilePermissions.fromString(permissions));
    }
}
