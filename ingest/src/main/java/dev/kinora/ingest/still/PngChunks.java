package dev.kinora.ingest.still;

import dev.kinora.contract.FailureException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.InflaterInputStream;

/**
 * Walks a PNG's chunks (PNG 3rd edition, section 5). By hand because ImageIO's reader skips checksums and the end chunk,
 * and reads a profile only together with compressed texts of any size.
 */
final class PngChunks {
    private static final int SIGNATURE_BYTES = 8;
    private static final int AROUND_DATA_BYTES = 12;
    private static final int LARGEST_PROFILE_BYTES = 4 << 20;

    private PngChunks() {}

    /**
     * Reads profile and Exif data of a whole, undamaged PNG.
     *
     * @throws FailureException on field {@code image} if the file ends before its end chunk or a checksum is wrong
     */
    static Container read(byte[] file) {
        byte[] exif = Container.NONE;
        byte[] profile = Container.NONE;
        int at = SIGNATURE_BYTES;
        while (true) {
            int length = dataLength(file, at);
            String type = new String(file, at + 4, 4, StandardCharsets.ISO_8859_1);
            requireIntact(file, at, length, type);
            byte[] data = type.equals("iCCP") || type.equals("eXIf")
                    ? Arrays.copyOfRange(file, at + 8, at + 8 + length)
                    : Container.NONE;
            switch (type) {
                case "iCCP" -> profile = inflate(data);
                case "eXIf" -> exif = data;
                case "IEND" -> {
                    return new Container(exif, profile);
                }
                default -> {} // pixels and everything else are the decoder's
            }
            at += AROUND_DATA_BYTES + length;
        }
    }

    private static int dataLength(byte[] file, int at) {
        int left = file.length - at - AROUND_DATA_BYTES;
        int length = left < 0 ? 0 : ByteBuffer.wrap(file).getInt(at);
        if (left < 0 || length < 0 || length > left) {
            throw FailureException.badInput(
                    "image",
                    "a PNG file cut off after " + file.length + " bytes",
                    "a whole file, up to its IEND chunk");
        }
        return length;
    }

    private static void requireIntact(byte[] file, int at, int length, String type) {
        CRC32 checksum = new CRC32();
        checksum.update(file, at + 4, length + 4);
        if ((int) checksum.getValue() != ByteBuffer.wrap(file).getInt(at + 8 + length)) {
            throw FailureException.badInput(
                    "image", "a PNG file damaged in chunk " + type + " at byte " + at, "matching checksums");
        }
    }

    /** A profile that cannot be read counts as none, as in every viewer: the picture is then taken for sRGB. */
    private static byte[] inflate(byte[] data) {
        int name = 0;
        while (name < data.length && data[name] != 0) {
            name++;
        }
        try (InflaterInputStream profile = new InflaterInputStream(
                new ByteArrayInputStream(data, name + 2, Math.max(0, data.length - name - 2)))) {
            return profile.readNBytes(LARGEST_PROFILE_BYTES);
        } catch (IOException damaged) {
            return Container.NONE;
        }
    }
}
