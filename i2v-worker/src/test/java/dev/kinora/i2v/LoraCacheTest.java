package dev.kinora.i2v;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kinora.contract.FailureException;
import dev.kinora.contract.ObjectRef;
import dev.kinora.testbed.Neighbours;
import dev.kinora.testbed.Servers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
@QuarkusTestResource(Servers.class)
@QuarkusTestResource(TestModels.class)
class LoraCacheTest {
    private final Neighbours neighbours = Neighbours.ofApplication();

    @TempDir
    Path parent;

    @AfterEach
    void leave() {
        neighbours.close();
    }

    @Test
    void fetchesOnce() throws IOException {
        try (LoraCache cache = new LoraCache(neighbours.store(), parent, 1000)) {
            ObjectRef lora = put("once", 100);
            Path file = cache.file(lora);
            assertArrayEquals(neighbours.store().get(lora), Files.readAllBytes(file));
            neighbours.store().remove(lora.key());
            assertEquals(file, cache.file(lora));
        }
        assertEquals(0, entries(parent), "nothing is left behind");
    }

    @Test
    void keepsWhatWasUsedLast() {
        try (LoraCache cache = new LoraCache(neighbours.store(), parent, 250)) {
            Path first = cache.file(put("first", 100));
            Path second = cache.file(put("second", 101));
            cache.file(put("first", 100));
            Path third = cache.file(put("third", 102));
            assertTrue(Files.exists(first));
            assertFalse(Files.exists(second));
            assertTrue(Files.exists(third));
            Path large = cache.file(put("large", 1000));
            assertTrue(Files.exists(large), "what is asked for is there, whatever its size");
            assertFalse(Files.exists(first));
        }
    }

    @Test
    void keepsNothingThatIsNotWhatWasMeant() throws IOException {
        try (LoraCache cache = new LoraCache(neighbours.store(), parent, 1000)) {
            ObjectRef lora = put("other", 100);
            ObjectRef meant = new ObjectRef(lora.key(), lora.bytes(), "a".repeat(64));
            assertThrows(FailureException.class, () -> cache.file(meant));
            assertThrows(FailureException.class, () -> cache.file(meant), "also the second time");
            try (Stream<Path> folder = Files.list(parent)) {
                assertEquals(0, entries(folder.findFirst().orElseThrow()));
            }
        }
    }

    private ObjectRef put(String name, int bytes) {
        return neighbours.store().put("uploads/cache-" + name, new byte[bytes], "application/octet-stream");
    }

    private static long entries(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.count();
        }
    }
}
