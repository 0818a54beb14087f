package dev.kinora.inference.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.kinora.contract.FailureException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComponentWeightsTest {
    @TempDir
    Path folder;

    /** As in a Hugging Face cache, whose files are links to blobs elsewhere; ONNX Runtime refuses links out of its folder. */
    @Test
    void followsLinksToTheRealFile() throws IOException {
        Path blobs = Files.createDirectories(folder.resolve("blobs"));
        Path unet = Files.createDirectories(folder.resolve("snapshot/unet"));
        Path blob = Crafted.file(blobs.resolve("0123"), header("F32", 1), new byte[4]);
        Files.createSymbolicLink(unet.resolve("model.safetensors"), Path.of("../../blobs/0123"));
        ComponentWeights weights = ComponentWeights.open(unet);
        assertEquals(blob.toRealPath(), weights.require("a", 1).file());
        assertEquals(blobs.toRealPath(), weights.folder());
    }

    @Test
    void acceptsALinearKeptAsAConvolution() throws IOException {
        Crafted.file(
                folder.resolve("model.safetensors"),
                "{\"a\": {\"dtype\": \"F32\", \"shape\": [2, 3, 1, 1], \"data_offsets\": [0, 24]}}",
                new byte[24]);
        ComponentWeights weights = ComponentWeights.open(folder);
        assertEquals(24, weights.require("a", 2, 3).entry().length());
        assertEquals(24, weights.require("a", 2, 3, 1, 1).entry().length());
        assertThrows(FailureException.class, () -> weights.require("a", 2));
        assertThrows(FailureException.class, () -> weights.require("a", 3, 2, 1, 1));
        assertThrows(FailureException.class, () -> weights.require("a", 2, 3, 1, 1, 1));
    }

    @Test
    void rowsLieWhereTheyAre() throws IOException {
        Crafted.file(
                folder.resolve("model.safetensors"),
                "{\"a\": {\"dtype\": \"F16\", \"shape\": [4, 3], \"data_offsets\": [0, 24]}}",
                new byte[24]);
        TensorEntry whole = ComponentWeights.open(folder).require("a", 4, 3).entry();
        TensorEntry half = whole.rows(2, 4);
        assertArrayEquals(new long[] {2, 3}, half.dimensions());
        assertEquals(whole.offset() + 12, half.offset());
        assertEquals(12, half.length());
    }

    /** One bad value anywhere is found, at the start, in the middle, in the odd bytes at the end, past the first window. */
    @ParameterizedTest
    @CsvSource({
        "F32, 7f800000",
        "F32, ff800000",
        "F32, 7fc00000",
        "F32, 7f800001",
        "F16, 7c00",
        "F16, fc00",
        "F16, 7e00",
        "F16, fc01",
        "BF16, 7f80",
        "BF16, ff80",
        "BF16, 7fc1"
    })
    void findsNanAndInfinity(String type, String bits) throws IOException {
        int count = 600_003;
        for (int at : List.of(0, 1, 2, 3, 5, 300_000, 524_288, count - 1)) {
            write("model.safetensors", type, count, values(type, count, at, Long.parseLong(bits, 16)));
            ComponentWeights weights = ComponentWeights.open(folder);
            String found = assertThrows(FailureException.class, () -> weights.requireFinite(Set.of("a")))
                    .failure()
                    .found();
            assertEquals("NaN or infinity at element " + at, found);
        }
    }

    /** The largest finite value and others near the edge pass. */
    @ParameterizedTest
    @CsvSource({"F32, 7f7fffff", "F32, ff7fffff", "F16, 7bff", "F16, fbff", "F16, 83ff", "BF16, 7f7f", "BF16, 8000"})
    void passesEveryNumber(String type, String bits) throws IOException {
        write("model.safetensors", type, 1003, values(type, 1003, 501, Long.parseLong(bits, 16)));
        ComponentWeights.open(folder).requireFinite(Set.of("a"));
    }

    private static byte[] values(String type, int count, int at, long bits) {
        boolean wide = type.equals("F32");
        ByteBuffer bytes = ByteBuffer.allocate(count * (wide ? 4 : 2)).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            long value = i == at ? bits : i * 2654435761L & (wide ? 0xbf7f_ffffL : 0xbbffL);
            if (wide) {
                bytes.putInt((int) value);
            } else {
                bytes.putShort((short) value);
            }
        }
        return bytes.array();
    }

    private void write(String name, String type, int count, byte[] data) throws IOException {
        Crafted.file(folder.resolve(name), header(type, count), data);
    }

    private static String header(String type, int count) {
        int bytes = count * DataType.valueOf(type).bytes();
        return "{\"a\": {\"dtype\": \"%s\", \"shape\": [%d], \"data_offsets\": [0, %d]}}".formatted(type, count, bytes);
    }
}
