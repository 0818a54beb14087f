package dev.kinora.local.load;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;

/** PNGs (ISO/IEC 15948), good and bad. */
final class Pictures {
    private static final int SMALLEST_SIDE = 16;
    private static final int BOMB_SIDE = 30_000;

    /** Behind the signature and the header chunk's length and name stand width and height; its CRC covers name and data. */
    private static final int HEADER = 12;

    private static final int HEADER_BYTES = 17;

    private Pictures() {}

    /** The smallest that is taken, of noise. */
    static byte[] smallest() {
        BufferedImage noise = new BufferedImage(SMALLEST_SIDE, SMALLEST_SIDE, BufferedImage.TYPE_INT_RGB);
        Random random = new Random(1);
        for (int pixel = 0; pixel < SMALLEST_SIDE * SMALLEST_SIDE; pixel++) {
            noise.setRGB(pixel % SMALLEST_SIDE, pixel / SMALLEST_SIDE, random.nextInt());
        }
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try {
            ImageIO.write(noise, "png", file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file.toByteArray();
    }

    /** Says of itself that it has 900 million pixels. */
    static byte[] bomb() {
        ByteBuffer file = ByteBuffer.wrap(smallest());
        file.putInt(HEADER + 4, BOMB_SIDE).putInt(HEADER + 8, BOMB_SIDE);
        CRC32 sum = new CRC32();
        sum.update(file.array(), HEADER, HEADER_BYTES);
        file.putInt(HEADER + HEADER_BYTES, (int) sum.getValue());
        return file.array();
    }

    /** Ends in the middle of its pixels. */
    static byte[] truncated() {
        byte[] whole = smallest();
        return Arrays.copyOf(whole, whole.length / 2);
    }

    static String base64(byte[] file) {
        return Base64.getEncoder().encodeToString(file);
    }
}
