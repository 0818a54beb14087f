package dev.kinora.inference.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kinora.contract.Failure;
import dev.kinora.contract.FailureException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two shards of one tensor each, and their index. */
class ShardedWeightsTest {
    private static final String FIRST = "model-00001-of-00002.safetensors";
    private static final String SECOND = "model-00002-of-00002.safetensors";

    @TempDir
    Path temporary;

    private Path folder;

    @BeforeEach
    void write() throws IOException {
        folder = Files.createDirectories(temporary.resolve("unet"));
        shard(folder.resolve(FIRST), "a", 1);
        shard(folder.resolve(SECOND), "b", 2);
        index("{\"metadata\": {\"total_size\": 8}, \"weight_map\": {\"a\": \"" + FIRST + "\", \"b\": \"" + SECOND
                + "\"}}");
    }

    @Test
    void findsEachTensorInItsShard() throws IOException {
        ComponentWeights weights = ComponentWeights.open(folder);
        assertEquals(Set.of("a", "b"), weights.keys());
        assertEquals(folder.resolve(FIRST).toRealPath(), weights.require("a", 1).file());
        assertEquals(
                folder.resolve(SECOND).toRealPath(), weights.require("b", 1).file());
        assertEquals("unet/model.safetensors.index.json", weights.label());
    }

    /** ONNX Runtime reads only below one folder, so it has to be above every blob. */
    @Test
    void takesTheFolderAboveShardsThatLieApart() throws IOException {
        Path blobs = Files.createDirectories(temporary.resolve("cache/blobs/ab"));
        Files.move(folder.resolve(SECOND), blobs.resolve("ab12"));
        Files.createSymbolicLink(folder.resolve(SECOND), Path.of("../cache/blobs/ab/ab12"));
        ComponentWeights weights = ComponentWeights.open(folder);
        assertEquals(blobs.resolve("ab12").toRealPath(), weights.require("b", 1).file());
        assertEquals(temporary.toRealPath(), weights.folder());
    }

    @Test
    void namesTheShardThatIsMissing() throws IOException {
        Files.delete(folder.resolve(SECOND));
        Failure failure = refusal();
        assertEquals("unet/model.safetensors.index.json", failure.field());
        assertEquals("no shard " + SECOND, failure.found());
    }

    /** As a download leaves it that was broken off. */
    @Test
    void aLinkToAMissingBlobIsAMissingShard() throws IOException {
        Files.delete(folder.resolve(SECOND));
        Files.createSymbolicLink(folder.resolve(SECOND), Path.of("../blobs/none"));
        assertEquals("no shard " + SECOND, refusal().found());
    }

    @Test
    void namesTheTensorThatItsShardLacks() throws IOException {
        index("{\"weight_map\": {\"a\": \"" + FIRST + "\", \"b\": \"" + FIRST + "\"}}");
        assertEquals("unet/" + FIRST + ": b", refusal().field());
    }

    @Test
    void namesTheShardThatIsCutShort() throws IOException {
        Files.write(folder.resolve(SECOND), List.of("x"));
        assertEquals("unet/" + SECOND, refusal().field());
    }

    @Test
    void namesTheShardOfABadTensor() throws IOException {
        shard(folder.resolve(SECOND), "b", Float.NaN);
        ComponentWeights weights = ComponentWeights.open(folder);
        Failure failure = assertThrows(FailureException.class, () -> weights.requireFinite(List.of("a", "b")))
                .failure();
        assertEquals("unet/" + SECOND + ": b", failure.field());
        assertEquals(
                "unet/" + SECOND + ": b",
                assertThrows(FailureException.class, () -> weights.require("b", 3))
                        .failure()
                        .field());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"weight_map\": {\"a\": \"../model-00001-of-00002.safetensors\"}}",
                "{\"weight_map\": {\"a\": \"/etc/passwd\"}}",
                "{\"weight_map\": {\"a\": \"..\"}}",
                "{\"weight_map\": {\"a\": \"model-00001-of-00002.bin\"}}",
                "{\"weight_map\": {\"a\": 1}}",
                "{\"weight_map\": {}}",
                "{\"weight_map\": [1]}",
                "{}",
                "[]",
                "{\"weight_map\": "
            })
    void refusesAnIndexItCannotTrust(String json) throws IOException {
        index(json);
        String field = refusal().field();
        assertTrue(field.startsWith("unet/model.safetensors.index.json"), field);
    }

    private void index(String json) throws IOException {
        Files.writeString(folder.resolve("model.safetensors.index.json"), json);
    }

    private static void shard(Path file, String key, float value) throws IOException {
        String header = "{\"%s\": {\"dtype\": \"F32\", \"shape\": [1], \"data_offsets\": [0, 4]}}".formatted(key);
        Crafted.file(file, header, Crafted.floats(value));
    }

    private Failure refusal() {
        return assertThrows(FailureException.class, () -> ComponentWeights.open(folder))
                .failure();
    }
}
