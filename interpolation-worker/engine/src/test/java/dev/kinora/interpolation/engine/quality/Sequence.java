package dev.kinora.interpolation.engine.quality;

import dev.kinora.contract.Fit;
import dev.kinora.engine.image.LanczosResize;
import dev.kinora.engine.image.RgbImage;
import dev.kinora.engine.image.Window;
import dev.kinora.mp4.ClipReader;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

/**
 * Frames at equal distances, of the bundled model's size.
 *
 * @param kind what it is counted with in the means
 * @param name as the table shows it
 */
record Sequence(String kind, String name, List<RgbImage> frames) {
    static final int WIDTH = 320;
    static final int HEIGHT = 192;
    /** Frames: three key frames and six to be made again. */
    static final int LENGTH = 9;

    /** Camera moves over a photo, from one frame to the next. */
    enum Move {
        /** 2 pixels to the right, so the picture moves to the left. */
        PAN("pan 2 px") {
            @Override
            AffineTransform at(int frame) {
                return AffineTransform.getTranslateInstance(-2 * frame, 0);
            }
        },
        FAST_PAN("pan 5 px") {
            @Override
            AffineTransform at(int frame) {
                return AffineTransform.getTranslateInstance(-5 * frame, -0.5 * frame);
            }
        },
        /** By 1.5 % about the middle. */
        ZOOM("zoom 1.5 %") {
            @Override
            AffineTransform at(int frame) {
                AffineTransform zoom = AffineTransform.getTranslateInstance(WIDTH / 2.0, HEIGHT / 2.0);
                zoom.scale(Math.pow(1.015, frame), Math.pow(1.015, frame));
                zoom.translate(-WIDTH / 2.0, -HEIGHT / 2.0);
                return zoom;
            }
        };

        final String words;

        Move(String words) {
            this.words = words;
        }

        abstract AffineTransform at(int frame);
    }

    /** A move over one of the bundled model's sample photos. */
    static Sequence synthetic(Path photo, Move move) throws IOException {
        BufferedImage picture = ImageIO.read(photo.toFile());
        List<RgbImage> frames = IntStream.range(0, LENGTH)
                .mapToObj(frame -> moved(picture, move.at(frame)))
                .toList();
        return new Sequence("camera moves", nameOf(photo) + ", " + move.words, frames);
    }

    /** The middle of a clip, its aspect ratio cropped to ours, every {@code stride}-th frame of it. */
    static Sequence real(Path clip, int stride) {
        List<RgbImage> frames = new ArrayList<>();
        try (ClipReader reader = ClipReader.open(clip)) {
            int first = Math.max(0, (reader.frames() - LENGTH * stride) / 2);
            int[] index = {0};
            reader.read(frame -> {
                int since = index[0]++ - first;
                if (since >= 0 && since % stride == 0 && frames.size() < LENGTH) {
                    Window fitted = Window.fit(frame, Fit.CROP, WIDTH, HEIGHT);
                    frames.add(LanczosResize.resize(fitted, WIDTH, HEIGHT));
                }
            });
        }
        return new Sequence("clips", nameOf(clip) + (stride == 1 ? "" : ", every " + stride + ". frame"), frames);
    }

    /** The photo with 48 pixels to spare at the right and 12 below, seen through a moving window. */
    private static RgbImage moved(BufferedImage photo, AffineTransform move) {
        double scale = Math.max((WIDTH + 48.0) / photo.getWidth(), (HEIGHT + 12.0) / photo.getHeight());
        BufferedImage shown = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = shown.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        AffineTransform whole = new AffineTransform(move);
        whole.scale(scale, scale);
        graphics.drawImage(photo, whole, null);
        graphics.dispose();
        return RgbImage.from(shown);
    }

    private static String nameOf(Path file) {
        return file.getFileName().toString().replaceFirst("\\.[^.]*$", "");
    }
}
