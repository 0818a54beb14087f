package dev.kinora.local.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kinora.contract.FailureException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
    private static final Map<String, String> COMPLETE = Map.of(
            "kafka.bootstrap.servers", "127.0.0.1:9092",
            "kinora.store.endpoint", "http://127.0.0.1:9093",
            "kinora.store.access-key", "key",
            "kinora.store.secret-key", "back\\slash =: and ümlaut",
            "kinora.models.directory", "/a folder/models");

    @TempDir
    private Path folder;

    @Test
    void whatIsWrittenIsRead() {
        Path file = folder.resolve("kinora.properties");
        new Settings(COMPLETE).write(file);
        assertEquals(COMPLETE, Settings.read(file).values());
    }

    @Test
    void onlyTheOwnerMayRead() throws IOException {
        Path file = Files.writeString(folder.resolve("kinora.properties"), "left by someone");
        new Settings(COMPLETE).write(file);
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }

    @Test
    void aMissingSettingIsNamed() {
        assertRefusal("kafka.bootstrap.servers", "kinora.store.endpoint=http://127.0.0.1:1");
        assertRefusal("kinora.store.endpoint", "kafka.bootstrap.servers=127.0.0.1:9092");
    }

    @Test
    void aMisspeltPrefixIsNamed() {
        assertRefusal("kakfa.bootstrap.servers", "kakfa.bootstrap.servers=127.0.0.1:9092");
    }

    @Test
    void aFileThatIsNoPropertiesFileIsNamed() {
        assertRefusal("kinora.properties", "a=\\u12");
    }

    private void assertRefusal(String named, String content) {
        FailureException refusal = assertThrows(FailureException.class, () -> {
            Settings.read(Files.writeString(folder.resolve("kinora.properties"), content));
        });
        assertTrue(refusal.getMessage().contains(named), refusal::getMessage);
    }
}
