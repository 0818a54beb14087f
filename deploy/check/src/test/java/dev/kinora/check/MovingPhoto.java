package dev.kinora.check;

import dev.kinora.engine.image.LanczosResize;
import dev.kinora.engine.image.RgbImage;
import dev.kinora.engine.image.Window;
import dev.kinora.mp4.ClipFormat;
import dev.kinora.mp4.ClipWriter;
import dev.kinora.mp4.FrameRate;
import dev.kinora.mp4.H264ClipEncoder;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.function.IntFunction;
import javax.imageio.ImageIO;

/**
 * A camera over a sample photo: frames of any shift and scale, by bicubic interpolation of the photo itself. What the
 * photo does not hold repeats its border.
 */
final class MovingPhoto {
    /** So much of the photo is in the picture at scale 1; the rest comes in as the camera moves. */
    private static final double IN_PICTURE = 0.7;

    private final RgbImage photo;
    private final int width;
    private final int height;

    /** The photo is reduced first, so that a pixel of the clip is about one of the photo and nothing flickers. */
    MovingPhoto(String name, int width, int height) {
        RgbImage whole = sample(name);
        double step = IN_PICTURE * Math.min((double) whole.width() / width, (double) whole.height() / height);
        int reducedWidth = (int) Math.round(whole.width() / step);
        int reducedHeight = (int) Math.round(whole.height() / step);
        this.photo = LanczosResize.resize(Window.whole(whole), reducedWidth, reducedHeight);
        this.width = width;
        this.height = height;
    }

    private static RgbImage sample(String name) {
        Path file = Path.of(System.getProperty("kinora.root"), "i2v-worker/models/nano/samples", name + ".jpg");
        try {
            BufferedImage image = ImageIO.read(file.toFile());
            return RgbImage.from(image);
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }

    /** What the camera sees after the picture has moved. */
    RgbImage frame(Motion motion) {
        byte[] rgb = new byte[3 * width * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double photoX = (x - (width - 1) / 2.0 - motion.shiftX()) / motion.scale() + (photo.width() - 1) / 2.0;
                double photoY =
                        (y - (height - 1) / 2.0 - motion.shiftY()) / motion.scale() + (photo.height() - 1) / 2.0;
                for (int channel = 0; channel < 3; channel++) {
                    rgb[3 * (y * width + x) + channel] = (byte) Math.round(bicubic(photoX, photoY, channel));
                }
            }
        }
        return new RgbImage(width, height, rgb);
    }

    /** Keys' cubic of a = −0.5, which goes through the samples. */
    private double bicubic(double x, double y, int channel) {
        int left = (int) Math.floor(x);
        int top = (int) Math.floor(y);
        double sum = 0;
        for (int row = -1; row <= 2; row++) {
            for (int column = -1; column <= 2; column++) {
                double weight = cubic(x - left - column) * cubic(y - top - row);
                sum += weight * sample(left + column, top + row, channel);
            }
        }
        return Math.max(0, Math.min(255, sum));
    }

    private static double cubic(double distance) {
        double d = Math.abs(distance);
        return d < 1 ? (1.5 * d - 2.5) * d * d + 1 : d < 2 ? ((-0.5 * d + 2.5) * d - 4) * d + 2 : 0;
    }

    private int sample(int x, int y, int channel) {
        int column = Math.max(0, Math.min(x, photo.width() - 1));
        int row = Math.max(0, Math.min(y, photo.height() - 1));
        return photo.rgb()[3 * (row * photo.width() + column) + channel] & 255;
    }

    /** A clip that goes evenly from rest to {@code end}. */
    Path clip(Path target, Motion end, int frames) {
        return write(target, frames, index -> {
            double done = frames == 1 ? 0 : (double) index / (frames - 1);
            return frame(new Motion(done * end.shiftX(), done * end.shiftY(), Math.pow(end.scale(), done)));
        });
    }

    static Path write(Path target, int frames, IntFunction<RgbImage> source) {
        RgbImage first = source.apply(0);
        ClipFormat format = new ClipFormat(first.width(), first.height(), new FrameRate(7, 1), 50);
        try (ClipWriter writer = new H264ClipEncoder().open(target, format)) {
            for (int index = 0; index < frames; index++) {
                writer.add(source.apply(index));
            }
            writer.finish();
        }
        return target;
    }
}
