package dev.kinora.ingest.still;

import dev.kinora.contract.FailureException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import javax.imageio.ImageIO;

/** Makes the still that a clip grows from: upright, 8-bit sRGB, over white where it was transparent, never resized. */
public final class StillNormalizer {
    /** Largest file in bytes. */
    public static final int LARGEST_FILE_BYTES = 16 << 20;

    private final PictureDecoder decoder = new PictureDecoder();

    /**
     * Normalises a picture.
     *
     * @param file JPEG, PNG, WebP, GIF (its first frame) or BMP, at most {@link #LARGEST_FILE_BYTES}
     * @param png takes the still; stays open, and holds part of a PNG if this throws
     * @throws FailureException on field {@code image}, saying what came and what would do
     * @throws IOException if {@code png} cannot be written
     */
    public void normalise(byte[] file, OutputStream png) throws IOException {
        requireSmall(file.length);
        PictureFormat format = PictureFormat.of(file); // 1 what it is, by its bytes
        Container container = Container.of(format, file); // 2 what stands beside the pixels
        BufferedImage decoded = decoder.decode(format, file); // 3 pixels, after a look at the header
        SrgbPicture picture = new SrgbPicture(decoded, container.profile()); // 4 colours
        UprightRows rows = new UprightRows(picture, Orientation.ofExif(container.exif())); // 5 turned
        PngWriter.write(rows.width(), rows.height(), rows, png); // 6 written, band by band
    }

    /** Refuses a file by its length, before it is read. */
    public static void requireSmall(long bytes) {
        if (bytes > LARGEST_FILE_BYTES) {
            throw FailureException.badInput(
                    "image", bytes + " bytes", "at most " + LARGEST_FILE_BYTES + " bytes (16 MiB)");
        }
    }

    /** Loads and compiles what the first picture would otherwise wait for. */
    public void warmUp() {
        try {
            ByteArrayOutputStream picture = new ByteArrayOutputStream();
            ImageIO.write(new BufferedImage(256, 256, BufferedImage.TYPE_3BYTE_BGR), "jpeg", picture);
            for (int round = 0; round < 3; round++) {
                normalise(picture.toByteArray(), OutputStream.nullOutputStream());
            }
        } catch (IOException inMemory) {
            throw new IllegalStateException(inMemory);
        }
    }
}
