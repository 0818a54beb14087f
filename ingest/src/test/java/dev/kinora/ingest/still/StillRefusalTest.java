package dev.kinora.ingest.still;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kinora.contract.Failure;
import dev.kinora.contract.FailureException;
import dev.kinora.contract.FailureKind;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class StillRefusalTest {
    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of("empty", new byte[0], "an empty file"),
                Arguments.of("text", "<html>no</html>".getBytes(StandardCharsets.US_ASCII), "3c 68 74 6d 6c"),
                Arguments.of("two bytes", new byte[] {1, 2}, "2 bytes"),
                Arguments.of("HEIC", ftyp("heic"), "a HEIC file"),
                Arguments.of("AVIF", Pictures.file("picture.avif"), "an AVIF file"),
                Arguments.of("video", ftyp("isom"), "an MP4"),
                Arguments.of("TIFF", Pictures.file("picture.tiff"), "a TIFF"),
                Arguments.of("JPEG cut in half", cut("baseline.jpg", 2), "truncated or damaged JPEG"),
                Arguments.of("progressive cut", cut("progressive.jpg", 2), "truncated or damaged JPEG"),
                Arguments.of("CMYK cut", cut("cmyk.jpg", 2), "JPEG"),
                Arguments.of("JPEG without its end marker", withoutLast("baseline.jpg", 2), "Missing EOI"),
                Arguments.of("JPEG cut, end marker kept", cutWithEnd("baseline.jpg"), "premature end"),
                Arguments.of("JPEG header only", Arrays.copyOf(Pictures.file("baseline.jpg"), 30), "JPEG"),
                Arguments.of("PNG cut in half", cut("rgba.png", 2), "cut off after 78 bytes"),
                Arguments.of("PNG without its end chunk", withoutLast("plain.png", 12), "cut off"),
                Arguments.of("PNG signature only", Arrays.copyOf(Pictures.file("plain.png"), 8), "cut off"),
                Arguments.of("PNG without pixels", Pictures.declaredPng(64, 64), "truncated or damaged PNG"),
                Arguments.of("PNG with a flipped bit", flipped("plain.png", 60), "damaged in chunk IDAT"),
                Arguments.of("WebP cut", cut("lossy.webp", 2), "cut off after"),
                Arguments.of("GIF cut", cut("two-frames.gif", 4), "GIF"),
                Arguments.of("BMP cut", cut("plain.bmp", 2), "BMP"),
                Arguments.of("bomb, PNG", Pictures.declaredPng(60000, 60000), "60000 × 60000 pixels"),
                Arguments.of("bomb, JPEG", Pictures.declaredJpeg(60000, 60000), "60000 × 60000 pixels"),
                Arguments.of("too long", Pictures.declaredPng(16385, 16), "16385 × 16 pixels"),
                Arguments.of("too many pixels in all", Pictures.declaredPng(8193, 8192), "8193 × 8192 pixels"),
                Arguments.of("too many pixels of 16 bits", declared16(), "of 6 bytes"),
                Arguments.of("too many WebP pixels", declaredWebp(), "16383 × 16383 pixels"),
                Arguments.of("too narrow", Pictures.drawnPng(15, 400), "15 × 400 pixels"),
                Arguments.of("too large a file", new byte[(16 << 20) + 1], "16777217 bytes"),
                Arguments.of("many scans", manyScans(), "JPEG of 501 scans"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void saysWhatCameAndWhatWouldDo(String name, byte[] file, String found) {
        Failure failure = failureOf(file);
        assertEquals(FailureKind.BAD_INPUT, failure.kind());
        assertEquals("image", failure.field());
        assertTrue(failure.found().contains(found), failure.found());
        assertFalse(failure.expected().isBlank());
        assertEquals(1, failure.message().lines().count());
    }

    @Test
    void namesTheWayOutOfHeic() {
        assertTrue(failureOf(ftyp("mif1")).expected().contains("not supported, please convert it"));
    }

    @Test
    void everyCutOfEveryPictureIsRefusedOrWhole() {
        for (String name : new String[] {"baseline.jpg", "display-p3.png", "lossy.webp", "ycck.jpg"}) {
            byte[] file = Pictures.file(name);
            for (int length = 0; length < file.length; length++) {
                byte[] cut = Arrays.copyOf(file, length);
                assertThrows(FailureException.class, () -> normalise(cut), name + " cut to " + length);
            }
        }
    }

    @Test
    void damageAnywhereEndsInAPictureOrARefusal() throws IOException {
        for (String name :
                new String[] {"orientation-6.jpg", "display-p3.jpg", "orientation-6.webp", "two-frames.gif"}) {
            for (int at = 0; at < Pictures.file(name).length; at++) {
                try {
                    normalise(flipped(name, at));
                } catch (FailureException refusal) {
                    assertEquals("image", refusal.failure().field());
                }
            }
        }
    }

    private static Failure failureOf(byte[] file) {
        return assertThrows(FailureException.class, () -> normalise(file)).failure();
    }

    private static void normalise(byte[] file) throws IOException {
        new StillNormalizer().normalise(file, OutputStream.nullOutputStream());
    }

    private static byte[] ftyp(String brand) {
        return ("\0\0\0\u0018ftyp" + brand + "\0\0\0\0").getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] cut(String name, int parts) {
        byte[] file = Pictures.file(name);
        return Arrays.copyOf(file, file.length / parts);
    }

    private static byte[] withoutLast(String name, int bytes) {
        byte[] file = Pictures.file(name);
        return Arrays.copyOf(file, file.length - bytes);
    }

    private static byte[] cutWithEnd(String name) {
        byte[] file = Pictures.file(name);
        byte[] cut = Arrays.copyOf(file, file.length - 40);
        cut[cut.length - 2] = (byte) 0xff;
        cut[cut.length - 1] = (byte) 0xd9;
        return cut;
    }

    private static byte[] flipped(String name, int at) {
        byte[] file = Pictures.file(name);
        file[at] ^= 0x10;
        return file;
    }

    private static byte[] declared16() {
        byte[] file = Pictures.file("rgb16.png");
        ByteBuffer.wrap(file).putInt(16, 8000).putInt(20, 8000);
        CRC32 checksum = new CRC32();
        checksum.update(file, 12, 17);
        ByteBuffer.wrap(file).putInt(29, (int) checksum.getValue());
        return file;
    }

    /** A lossless WebP's size: 14 bits each of width − 1 and height − 1 after the signature byte. */
    private static byte[] declaredWebp() {
        byte[] file = Pictures.file("alpha.webp");
        ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putInt(21, 0x3ffe | 0x3ffe << 14);
        return file;
    }

    private static byte[] manyScans() {
        byte[] file = Arrays.copyOf(Pictures.file("progressive.jpg"), 20000);
        int scansBefore = 0;
        for (int i = 1; i < file.length; i++) {
            scansBefore += file[i] == (byte) 0xda && file[i - 1] == (byte) 0xff ? 1 : 0;
        }
        for (int i = 0; i < 501 - scansBefore; i++) {
            file[10000 + 2 * i] = (byte) 0xff;
            file[10001 + 2 * i] = (byte) 0xda;
        }
        return file;
    }
}
