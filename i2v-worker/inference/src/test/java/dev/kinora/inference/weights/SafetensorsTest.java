package dev.kinora.inference.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kinora.contract.Failure;
import dev.kinora.contract.FailureException;
import dev.kinora.contract.FailureKind;
import dev.kinora.inference.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsTest {
    private static final String TWO =
            """
            {"__metadata__": {"format": "pt"},
             "a": {"dtype": "F32", "shape": [1, 2], "data_offsets": [0, 8]},
             "b": {"dtype": "F16", "shape": [3], "data_offsets": [8, 14]}}\s\s""";

    @TempDir
    Path temporary;

    private Path file;

    @BeforeEach
    void name() throws IOException {
        file = Files.createDirectories(temporary.resolve("unet")).resolve("weights.safetensors");
    }

    @Test
    void readsWhatIsThere() throws IOException {
        byte[] data = new byte[14];
        System.arraycopy(Crafted.floats(1.5f, -2), 0, data, 0, 8);
        System.arraycopy(Crafted.shorts(0x3c00, 0xc000, 0x0001), 0, data, 8, 6);
        Safetensors found = Safetensors.open(Crafted.file(file, TWO, data));
        assertEquals(Map.of("format", "pt"), found.metadata());
        assertEquals(List.of(1L, 2L), found.entries().get("a").shape());
        assertEquals("unet/weights.safetensors", found.label());
        Tensor a = found.read("a");
        assertArrayEquals(new long[] {1, 2}, a.shape());
        assertArrayEquals(new float[] {1.5f, -2}, a.toArray());
        assertArrayEquals(new float[] {1, -2, 0x1p-24f}, found.read("b").toArray());
    }

    /** All 65536 halves against their definition: sign, five bits of exponent, ten of fraction. */
    @Test
    void convertsEveryHalf() {
        for (int bits = 0; bits < 1 << 16; bits++) {
            int exponent = bits >> 10 & 31;
            int fraction = bits & 1023;
            double magnitude = exponent == 0 ? Math.scalb(fraction, -24) : Math.scalb(1024.0 + fraction, exponent - 25);
            double expected = exponent < 31 ? magnitude : fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
            assertEquals((float) (bits < 1 << 15 ? expected : -expected), Half.toFloat((short) bits));
        }
    }

    @Test
    void readsBrainFloats() throws IOException {
        Crafted.file(
                file,
                "{\"a\": {\"dtype\": \"BF16\", \"shape\": [2], \"data_offsets\": [0, 4]}}",
                Crafted.shorts(0x3f80, 0xc2f7));
        assertArrayEquals(
                new float[] {1, -123.5f}, Safetensors.open(file).read("a").toArray());
    }

    @Test
    void aScalarAndAnEmptyTensor() throws IOException {
        Crafted.file(
                file,
                """
                {"one": {"dtype": "F32", "shape": [], "data_offsets": [0, 4]},
                 "none": {"dtype": "F32", "shape": [0, 5], "data_offsets": [4, 4]}}""",
                Crafted.floats(7));
        Safetensors found = Safetensors.open(file);
        assertArrayEquals(new float[] {7}, found.read("one").toArray());
        assertArrayEquals(new long[] {0, 5}, found.read("none").shape());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 7})
    void tooShortForAHeaderLength(int size) throws IOException {
        Files.write(file, new byte[size]);
        assertRefused("unet/weights.safetensors", "a file of " + size + " bytes");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 3, 1L << 40, -1})
    void wrongHeaderLength(long length) throws IOException {
        Crafted.file(file, length, "{}");
        assertRefused("unet/weights.safetensors", "a header of " + Long.toUnsignedString(length) + " bytes");
    }

    @Test
    void missingFile() {
        assertRefused("unet/weights.safetensors", "no such file");
    }

    @Test
    void aLinkToNowhere() throws IOException {
        Files.createSymbolicLink(file, Path.of("../../blobs/0123"));
        assertRefused("unet/weights.safetensors", "a link to a file that is not there");
    }

    /** What a clone without Git LFS has in the place of weights. */
    @Test
    void pointerOfGitLfs() throws IOException {
        Files.writeString(file, "version https://git-lfs.github.com/spec/v1\noid sha256:0123\nsize 3049435868\n");
        assertRefused("unet/weights.safetensors", "a pointer of Git LFS");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\": ", "[1, 2]", "{\"a\": 1, \"a\": 2}", "\u0000\u0001\u0002"})
    void headerThatIsNoJsonObject(String header) throws IOException {
        Crafted.file(file, header);
        assertRefused("unet/weights.safetensors", "a header that is no");
    }

    @Test
    void cutShort() throws IOException {
        Crafted.file(file, TWO, new byte[13]);
        assertRefused("unet/weights.safetensors: b", "a file of");
    }

    @Test
    void moreDataThanTensors() throws IOException {
        Crafted.file(file, TWO, new byte[15]);
        assertRefused("unet/weights.safetensors", "a file of");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    "dtype": "F32", "shape": [2], "data_offsets": [0, 4]                  | 4 bytes
                    "dtype": "F32", "shape": [1], "data_offsets": [4, 8]                  | a file of
                    "dtype": "F32", "shape": [0], "data_offsets": [4, 4]                  | data starting at byte 4
                    "dtype": "F32", "shape": [1], "data_offsets": [8, 4]                  | data_offsets [8, 4]
                    "dtype": "F32", "shape": [1], "data_offsets": [0]                     | data_offsets [0]
                    "dtype": "F32", "shape": [1], "data_offsets": [0, 4.5]                | data_offsets [0,4.5]
                    "dtype": "F32", "shape": [1], "data_offsets": [0, 99999999999999999999] | data_offsets [0,99999999
                    "dtype": "F32", "shape": [-1], "data_offsets": [0, 4]                 | shape [-1]
                    "dtype": "F32", "shape": 1, "data_offsets": [0, 4]                    | shape 1
                    "dtype": "F32", "data_offsets": [0, 4]                                | shape
                    "dtype": "F32", "shape": [4294967296, 4294967296], "data_offsets": [0, 4] | shape [4294967296
                    "dtype": "F7", "shape": [1], "data_offsets": [0, 4]                   | dtype "F7"
                    "shape": [1], "data_offsets": [0, 4]                                  | dtype
                    """)
    void impossibleTensor(String entry, String found) throws IOException {
        Crafted.file(file, "{\"a\": {" + entry.strip() + "}}", new byte[4]);
        assertRefused("unet/weights.safetensors: a", found.strip());
    }

    @Test
    void overlappingTensors() throws IOException {
        Crafted.file(
                file,
                """
                {"a": {"dtype": "F32", "shape": [2], "data_offsets": [0, 8]},
                 "b": {"dtype": "F32", "shape": [2], "data_offsets": [4, 12]}}""",
                new byte[12]);
        assertRefused("unet/weights.safetensors: b", "data starting at byte 4");
    }

    @Test
    void tensorsNobodyCanReadOnlyMatterWhenRead() throws IOException {
        Crafted.file(file, "{\"ids\": {\"dtype\": \"I64\", \"shape\": [1], \"data_offsets\": [0, 8]}}", new byte[8]);
        Safetensors found = Safetensors.open(file);
        assertEquals("I64", refusal(() -> found.read("ids")).found());
        assertEquals("no such tensor", refusal(() -> found.read("other")).found());
    }

    private void assertRefused(String field, String found) {
        Failure failure = refusal(() -> Safetensors.open(file));
        assertEquals(field, failure.field());
        assertTrue(failure.found().startsWith(found), failure.message());
    }

    private static Failure refusal(Runnable attempt) {
        Failure failure = assertThrows(FailureException.class, attempt::run).failure();
        assertEquals(FailureKind.BAD_INPUT, failure.kind());
        return failure;
    }
}
