package dev.kinora.ingest.still;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;

/** The test pictures of {@code src/test/resources/pictures}, and headers of pictures that were never drawn. */
public final class Pictures {
    private Pictures() {}

    /** A file's bytes. */
    public static byte[] file(String name) {
        try (InputStream file = Pictures.class.getResourceAsStream("/pictures/" + name)) {
            return file.readAllBytes();
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    /** A black PNG. */
    public static byte[] drawnPng(int width, int height) {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR), "png", png);
        } catch (IOException inMemory) {
            throw new UncheckedIOException(inMemory);
        }
        return png.toByteArray();
    }

    /** An 8-bit RGB PNG that declares a size and holds no pixels. */
    public static byte[] declaredPng(int width, int height) {
        byte[] header = ByteBuffer.allocate(17)
                .put("IHDR".getBytes())
                .putInt(width)
                .putInt(height)
                .put(new byte[] {8, 2, 0, 0, 0})
                .array();
        byte[] end = "IEND".getBytes();
        return ByteBuffer.allocate(8 + 25 + 12)
                .put(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'})
                .putInt(13)
                .put(header)
                .putInt(checksum(header))
                .putInt(0)
                .put(end)
                .putInt(checksum(end))
                .array();
    }

    /** A JPEG whose frame header declares a size. */
    public static byte[] declaredJpeg(int width, int height) {
        byte[] file = file("baseline.jpg");
        ByteBuffer frame = ByteBuffer.wrap(file);
        for (int i = 0; i < file.length - 8; i++) {
            if (file[i] == (byte) 0xff && file[i + 1] == (byte) 0xc0) {
                frame.putShort(i + 5, (short) height).putShort(i + 7, (short) width);
            }
        }
        return file;
    }

    static BufferedImage normalised(byte[] file) throws IOException {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        new StillNormalizer().normalise(file, png);
        return ImageIO.read(new ByteArrayInputStream(png.toByteArray()));
    }

    private static int checksum(byte[] bytes) {
        CRC32 checksum = new CRC32();
        checksum.update(bytes);
        return (int) checksum.getValue();
    }
}
