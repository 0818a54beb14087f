package dev.kinora.ingest.still;

import dev.kinora.contract.FailureException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;

/** The file formats a still may come in, told apart by their first bytes; a file's name and declared type may lie. */
enum PictureFormat {
    JPEG("jpeg", 64 << 20),
    PNG("png", 64 << 20),
    /** The decoder, pure Java, takes 25 bytes a pixel; the others take 3 to 6. */
    WEBP("webp", 16 << 20),
    GIF("gif", 64 << 20),
    BMP("bmp", 64 << 20);

    static final String EXPECTED = "a JPEG, PNG, WebP, GIF or BMP picture";

    private static final String CONVERT = "a JPEG or PNG picture; this format is not supported, please convert it";
    private static final Set<String> HEIC_BRANDS =
            Set.of("heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1");

    private final String readerName;
    private final long mostPixels;

    PictureFormat(String readerName, long mostPixels) {
        this.readerName = readerName;
        this.mostPixels = mostPixels;
    }

    /** Most pixels that decode within a heap of 768 MB. */
    long mostPixels() {
        return mostPixels;
    }

    /** What ImageIO calls the format. */
    String readerName() {
        return readerName;
    }

    /**
     * Tells the format of a file.
     *
     * @throws FailureException on field {@code image} if the file is empty, no picture or of an unsupported format
     */
    static PictureFormat of(byte[] file) {
        if (startsWith(file, 0, "\u00ff\u00d8\u00ff")) {
            return JPEG;
        } else if (startsWith(file, 0, "\u0089PNG\r\n\u001a\n")) {
            return PNG;
        } else if (startsWith(file, 0, "RIFF") && startsWith(file, 8, "WEBP")) {
            return WEBP;
        } else if (startsWith(file, 0, "GIF87a") || startsWith(file, 0, "GIF89a")) {
            return GIF;
        } else if (startsWith(file, 0, "BM")) {
            return BMP;
        }
        throw refusal(file);
    }

    private static FailureException refusal(byte[] file) {
        String unsupported = unsupported(file);
        return unsupported.isEmpty()
                ? FailureException.badInput("image", beginning(file), EXPECTED)
                : FailureException.badInput("image", unsupported + " file", CONVERT);
    }

    private static String unsupported(byte[] file) {
        if (startsWith(file, 4, "ftyp")) {
            String brand = latin(file, 8, 12);
            return brand.startsWith("avi") ? "an AVIF" : HEIC_BRANDS.contains(brand) ? "a HEIC" : "an MP4 or similar";
        } else if (startsWith(file, 0, "II*\0") || startsWith(file, 0, "MM\0*")) {
            return "a TIFF or camera raw";
        } else if (startsWith(file, 0, "\u00ff\n") || startsWith(file, 4, "JXL ")) {
            return "a JPEG XL";
        }
        return "";
    }

    private static String beginning(byte[] file) {
        byte[] first = Arrays.copyOf(file, Math.min(file.length, 8));
        return file.length == 0
                ? "an empty file"
                : "a file of " + file.length + " bytes beginning with "
                        + HexFormat.ofDelimiter(" ").formatHex(first);
    }

    private static boolean startsWith(byte[] file, int from, String magic) {
        return latin(file, from, from + magic.length()).equals(magic);
    }

    private static String latin(byte[] file, int from, int to) {
        return file.length < to ? "" : new String(file, from, to - from, StandardCharsets.ISO_8859_1);
    }
}
