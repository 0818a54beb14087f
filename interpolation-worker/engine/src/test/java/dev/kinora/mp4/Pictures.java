package dev.kinora.mp4;

import dev.kinora.engine.image.RgbImage;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.ImageIO;

/** What the encoder is fed with: easy and hard, moving where it matters. Frame {@code time} of each is always the same. */
enum Pictures {
    NOISE {
        @Override
        RgbImage frame(int width, int height, int time) {
            byte[] rgb = new byte[3 * width * height];
            new Random(time).nextBytes(rgb);
            return new RgbImage(width, height, rgb);
        }
    },
    /** The hardest there is: every sample of every channel at one end of its range. */
    EXTREME_NOISE {
        @Override
        RgbImage frame(int width, int height, int time) {
            RgbImage noise = NOISE.frame(width, height, time);
            for (int i = 0; i < noise.rgb().length; i++) {
                noise.rgb()[i] = (byte) (noise.rgb()[i] >> 7);
            }
            return noise;
        }
    },
    FLAT {
        @Override
        RgbImage frame(int width, int height, int time) {
            return flat(width, height, 200, 155, 98);
        }
    },
    /** Black and white in turn: the greatest difference that prediction can leave. */
    BLINK {
        @Override
        RgbImage frame(int width, int height, int time) {
            int level = time % 2 * 255;
            return flat(width, height, level, level, level);
        }
    },
    GRADIENT {
        @Override
        RgbImage frame(int width, int height, int time) {
            return each(
                    width, height, (x, y) -> x * 255 / width << 16 | y * 255 / height << 8 | (x + y + 3 * time) & 255);
        }
    },
    CHECKERS {
        @Override
        RgbImage frame(int width, int height, int time) {
            return each(width, height, (x, y) -> (x + y + time) % 2 * 0xffffff);
        }
    },
    PHOTO {
        @Override
        RgbImage frame(int width, int height, int time) {
            return slid("dogs", width, height, 1.3 * time, 0.4 * time);
        }
    };

    abstract RgbImage frame(int width, int height, int time);

    private interface Pixel {
        int rgb(int x, int y);
    }

    static RgbImage flat(int width, int height, int red, int green, int blue) {
        return each(width, height, (x, y) -> red << 16 | green << 8 | blue);
    }

    private static RgbImage each(int width, int height, Pixel pixel) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, pixel.rgb(x, y));
            }
        }
        return RgbImage.from(image);
    }

    /** A sample photo with 60 pixels to spare to the right and 20 below, moved to the left and up. */
    static RgbImage slid(String photo, int width, int height, double left, double up) {
        BufferedImage source = sample(photo);
        double scale = Math.max((width + 60.0) / source.getWidth(), (height + 20.0) / source.getHeight());
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        graphics.drawImage(source, new AffineTransform(scale, 0, 0, scale, -left, -up), null);
        graphics.dispose();
        return RgbImage.from(image);
    }

    static BufferedImage sample(String photo) {
        Path file = Path.of(System.getProperty("kinora.root"), "i2v-worker/models/nano/samples", photo + ".jpg");
        try {
            return ImageIO.read(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }
}
