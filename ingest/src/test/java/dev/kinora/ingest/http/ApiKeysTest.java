package dev.kinora.ingest.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kinora.contract.FailureException;
import dev.kinora.ingest.request.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApiKeysTest {
    private static final String KEY = "kq3-a-long-and-random-key-7Jx";
    private static final String OTHER = "another-long-and-random-key-0Pq";

    @TempDir
    private Path folder;

    @Test
    void limitsStandBesideTheLabel() throws IOException {
        Path file = write("ci=" + hash(KEY) + "\nci.rate=600\nci.quota = 10\nci.daily=0\nstudio=" + hash(OTHER));
        ApiKeys keys = ApiKeys.read(file);
        assertEquals(new ApiKey("ci", hash(KEY), 600, 10, 0), keys.find(KEY).orElseThrow());
        ApiKey studio = keys.find(OTHER).orElseThrow();
        assertEquals(
                List.of(ApiKey.UNLIMITED, ApiKey.UNLIMITED, ApiKey.UNLIMITED),
                List.of(studio.rate(), studio.quota(), studio.daily()));
        assertEquals(Optional.empty(), keys.find(KEY + " "));
        assertFalse(studio.toString().contains(hash(OTHER)), studio.toString());
    }

    @Test
    void aLimitThatIsWrongOrOfNobodyIsRefused() throws IOException {
        for (String line : List.of(
                "ci.rate = 0",
                "ci.rate = fast",
                "ci.quota = -1",
                "ci.daily = 1.5",
                "ci.rat = 5",
                "co.rate = 5",
                "a label = " + hash(OTHER))) {
            Path file = write("ci = " + hash(KEY) + "\n" + line);
            FailureException refusal = assertThrows(FailureException.class, () -> ApiKeys.read(file), line);
            assertEquals(HttpAccess.KEYS, refusal.failure().field());
        }
    }

    @Test
    void aChangeCountsAtOnceAndOneThatIsWrongChangesNothing() throws IOException {
        Path file = write("ci = " + hash(KEY));
        KeyFile keys = new KeyFile(file);
        assertTrue(keys.keys().find(KEY).isPresent());
        replace(file, "ci = " + hash(OTHER));
        assertTrue(keys.keys().find(OTHER).isPresent());
        assertEquals(Optional.empty(), keys.keys().find(KEY));
        replace(file, "nonsense");
        assertTrue(keys.keys().find(OTHER).isPresent());
        Files.delete(file);
        assertTrue(keys.keys().find(OTHER).isPresent());
        write("ci = " + hash(KEY));
        assertTrue(keys.keys().find(KEY).isPresent());
    }

    private Path write(String content) throws IOException {
        return Files.writeString(folder.resolve("keys.properties"), content);
    }

    private void replace(Path file, String content) throws IOException {
        Path next = Files.writeString(folder.resolve("next"), content);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static String hash(String key) {
        return Sha256.of(key.getBytes(StandardCharsets.UTF_8));
    }
}
