package dev.kinora.ingest.still;

import dev.kinora.contract.FailureException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Walks a WebP's RIFF chunks (RFC 9649, section 2) for the Exif data, which the reader does not hand out. */
final class WebpChunks {
    private static final int HEADER_BYTES = 12;

    private WebpChunks() {}

    /**
     * The Exif data, empty if none.
     *
     * @throws FailureException on field {@code image} if the file is shorter than it says
     */
    static byte[] exif(byte[] file) {
        ByteBuffer riff = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        long end = 8 + Integer.toUnsignedLong(riff.getInt(4));
        if (end > file.length) {
            throw FailureException.badInput(
                    "image", "a WebP file cut off after " + file.length + " of " + end + " bytes", "a whole file");
        }
        long at = HEADER_BYTES;
        while (at + 8 <= end) {
            int start = (int) at + 8;
            long length = Integer.toUnsignedLong(riff.getInt((int) at + 4));
            if (new String(file, (int) at, 4, StandardCharsets.ISO_8859_1).equals("EXIF")) {
                return withoutJpegName(Arrays.copyOfRange(file, start, (int) Math.min(end, start + length)));
            }
            at = start + length + length % 2;
        }
        return Container.NONE;
    }

    /** Some writers keep the name that Exif data has in a JPEG. */
    private static byte[] withoutJpegName(byte[] exif) {
        return exif.length > 6 && exif[0] == 'E' ? Arrays.copyOfRange(exif, 6, exif.length) : exif;
    }
}
