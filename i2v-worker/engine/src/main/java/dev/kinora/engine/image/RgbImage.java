package dev.kinora.engine.image;

import dev.kinora.contract.FailureException;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** An 8-bit sRGB picture. Immutable by agreement: {@link #rgb()} hands out the array itself, nobody writes to it. */
public final class RgbImage {
    private final int width;
    private final int height;
    private final byte[] rgb;

    /**
     * @param width in pixels, at least 1
     * @param height in pixels, at least 1
     * @param rgb red, green, blue of each pixel, row by row; kept, not copied
     */
    public RgbImage(int width, int height, byte[] rgb) {
        if (width < 1 || height < 1 || rgb.length != 3L * width * height) {
            throw new IllegalArgumentException(rgb.length + " bytes for " + width + "x" + height + " RGB pixels");
        }
        this.width = width;
        this.height = height;
        this.rgb = rgb;
    }

    /** Copies a picture, brought to sRGB, its alpha ignored. */
    public static RgbImage from(BufferedImage image) {
        return image.getColorModel().getColorSpace().getType() == ColorSpace.TYPE_GRAY ? grey(image) : coloured(image);
    }

    /** AWT would take the samples for linear light. */
    private static RgbImage grey(BufferedImage image) {
        int width = image.getWidth();
        int excessBits = Math.max(0, image.getColorModel().getComponentSize(0) - Byte.SIZE);
        byte[] rgb = new byte[Math.multiplyExact(3, Math.multiplyExact(width, image.getHeight()))];
        for (int i = 0; i < rgb.length; i++) {
            int pixel = i / 3;
            rgb[i] = (byte) (image.getRaster().getSample(pixel % width, pixel / width, 0) >> excessBits);
        }
        return new RgbImage(width, image.getHeight(), rgb);
    }

    private static RgbImage coloured(BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        byte[] rgb = new byte[Math.multiplyExact(3, Math.multiplyExact(width, height))];
        int[] row = new int[width];
        int at = 0;
        for (int y = 0; y < height; y++) {
            image.getRGB(0, y, width, 1, row, 0, width);
            for (int pixel : row) {
                rgb[at++] = (byte) (pixel >> 16);
                rgb[at++] = (byte) (pixel >> 8);
                rgb[at++] = (byte) pixel;
            }
        }
        return new RgbImage(width, height, rgb);
    }

    /** Reads a PNG. @throws FailureException BAD_INPUT on {@code image} if it is none or is damaged */
    public static RgbImage readPng(InputStream in) {
        try {
            // The reader closes this stream, which leaves the one beneath open.
            BufferedImage image = ImageIO.read(new MemoryCacheImageInputStream(in));
            if (image == null) {
                throw FailureException.badInput("image", "bytes of another format", "a PNG picture");
            }
            return from(image);
        } catch (IOException | IndexOutOfBoundsException | IllegalArgumentException damaged) {
            throw FailureException.badInput("image", "a damaged PNG (" + damaged.getMessage() + ")", "a PNG picture");
        }
    }

    /** Writes a PNG; the same pixels give the same bytes on one JDK. The stream stays open. */
    public void writePng(OutputStream out) {
        try (var stream = new MemoryCacheImageOutputStream(out)) {
            if (!ImageIO.write(toBufferedImage(), "png", stream)) {
                throw new IllegalStateException("this JDK has no PNG writer");
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** A copy as blue, green, red bytes. */
    public BufferedImage toBufferedImage() {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        byte[] bgr = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        for (int at = 0; at < rgb.length; at += 3) {
            bgr[at] = rgb[at + 2];
            bgr[at + 1] = rgb[at + 1];
            bgr[at + 2] = rgb[at];
        }
        return image;
    }

    /** In pixels. */
    public int width() {
        return width;
    }

    /** In pixels. */
    public int height() {
        return height;
    }

    /** Red, green, blue of each pixel, row by row; not copied, not to be written to. */
    public byte[] rgb() {
        return rgb;
    }
}
