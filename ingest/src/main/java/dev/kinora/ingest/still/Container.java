package dev.kinora.ingest.still;

import com.twelvemonkeys.imageio.metadata.jpeg.JPEG;
import com.twelvemonkeys.imageio.metadata.jpeg.JPEGSegment;
import com.twelvemonkeys.imageio.metadata.jpeg.JPEGSegmentUtil;
import com.twelvemonkeys.imageio.stream.ByteArrayImageInputStream;
import dev.kinora.contract.FailureException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * What a picture file says beside its pixels.
 *
 * @param exif Exif data from its TIFF header on; empty if none
 * @param profile ICC profile that the decoder does not apply by itself; empty if none
 */
record Container(byte[] exif, byte[] profile) {
    static final byte[] NONE = {};

    /** libjpeg walks the whole picture once a scan, so a small file of many scans would take minutes. */
    private static final int MOST_SCANS = 500;

    /**
     * Reads what stands beside the pixels, without decoding any.
     *
     * @throws FailureException on field {@code image} if the file ends early or is damaged
     */
    static Container of(PictureFormat format, byte[] file) {
        return switch (format) {
            case JPEG -> new Container(jpegExif(file), NONE);
            case PNG -> PngChunks.read(file);
            case WEBP -> new Container(WebpChunks.exif(file), NONE);
            case GIF, BMP -> new Container(NONE, NONE);
        };
    }

    private static byte[] jpegExif(byte[] file) {
        requireFewScans(file);
        try (ByteArrayImageInputStream stream = new ByteArrayImageInputStream(file)) {
            List<JPEGSegment> segments = JPEGSegmentUtil.readSegments(stream, JPEG.APP1, "Exif");
            byte[] padded = segments.isEmpty() ? NONE : segments.get(0).data().readAllBytes();
            // "Exif" ends in two zeros, of which the library takes only the first for the segment's name.
            return padded.length == 0 ? NONE : Arrays.copyOfRange(padded, 1, padded.length);
        } catch (IOException | RuntimeException damaged) {
            throw FailureException.badInput("image", "a damaged JPEG file: " + damaged.getMessage(), "a whole file");
        }
    }

    /** Within a scan 0xFF is followed by 0 or a restart, so starts of scans can be counted without parsing. */
    private static void requireFewScans(byte[] file) {
        int scans = 0;
        for (int i = 1; i < file.length; i++) {
            scans += file[i] == (byte) 0xda && file[i - 1] == (byte) 0xff ? 1 : 0;
        }
        if (scans > MOST_SCANS) {
            throw FailureException.badInput("image", "a JPEG of " + scans + " scans", "at most " + MOST_SCANS);
        }
    }
}
