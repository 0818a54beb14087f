package dev.kinora.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kinora.engine.image.RgbImage;
import java.awt.image.BufferedImage;
import java.awt.image.ConvolveOp;
import java.awt.image.Kernel;
import java.util.Arrays;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MotionSearchTest {

    private static void requireMotion(Motion expected, RgbImage first, RgbImage last, double pixels) {
        MotionSearch.Found found = MotionSearch.between(first, last);
        String both = expected + " and " + found;
        assertTrue(found.match() > 0.5, both);
        assertEquals(expected.shiftX(), found.motion().shiftX(), pixels, both);
        assertEquals(expected.shiftY(), found.motion().shiftY(), pixels, both);
        int width = first.width();
        assertEquals(expected.edgeMove(width), found.motion().edgeMove(width), pixels, both);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dogs", "dandelions", "fig", "mountains"})
    void randomMotionsAreFoundToHalfAPixel(String photo) {
        MovingPhoto moving = new MovingPhoto(photo, 320, 192);
        RgbImage first = moving.frame(Motion.NONE);
        Random random = new Random(1);
        for (int i = 0; i < 12; i++) {
            Motion motion = new Motion(
                    120 * random.nextDouble() - 60,
                    60 * random.nextDouble() - 30,
                    0.7 * Math.pow(2, random.nextDouble()));
            requireMotion(motion, first, moving.frame(motion), 0.5);
        }
    }

    @ParameterizedTest
    @CsvSource({"0,0,1", "60,0,1", "-60,0,1", "0,0,0.7", "0,0,1.4", "6,0,1", "0,0,1.0375", "0.5,-0.5,1"})
    void soAreTheExtremesAndTheSmallest(double shiftX, double shiftY, double scale) {
        MovingPhoto moving = new MovingPhoto("mountains", 320, 192);
        Motion motion = new Motion(shiftX, shiftY, scale);
        requireMotion(motion, moving.frame(Motion.NONE), moving.frame(motion), 0.25);
    }

    @ParameterizedTest
    @CsvSource({"1024,576", "64,64", "16,16", "192,320"})
    void anySizeWill(int width, int height) {
        MovingPhoto moving = new MovingPhoto("dogs", width, height);
        Motion motion = new Motion(0.15 * width, -0.1 * height, 1.1);
        requireMotion(motion, moving.frame(Motion.NONE), moving.frame(motion), Math.max(0.5, width / 500.0));
    }

    @Test
    void softPicturesWill() {
        requireInSpiteOf(MotionSearchTest::blurred, 0.5);
    }

    /** What a small model makes: softer than the first frame, darker, grainy. */
    @Test
    void aChangeOfLightAndGrainWill() {
        requireInSpiteOf(
                image -> {
                    Random random = new Random(2);
                    byte[] rgb = blurred(image).rgb().clone();
                    for (int i = 0; i < rgb.length; i++) {
                        double value = 0.7 * (rgb[i] & 255) + 20 + 8 * random.nextGaussian();
                        rgb[i] = (byte) Math.max(0, Math.min(255, value));
                    }
                    return new RgbImage(image.width(), image.height(), rgb);
                },
                0.7);
    }

    /** A fifth of the last frame is something else altogether. */
    @Test
    void aPatchThatIsNotInTheFirstFrameWill() {
        requireInSpiteOf(
                image -> {
                    byte[] rgb = image.rgb().clone();
                    for (int y = 0; y < image.height(); y++) {
                        int row = 3 * y * image.width();
                        Arrays.fill(rgb, row, row + 3 * (image.width() / 5), (byte) 128);
                    }
                    return new RgbImage(image.width(), image.height(), rgb);
                },
                1);
    }

    private static void requireInSpiteOf(UnaryOperator<RgbImage> harm, double pixels) {
        MovingPhoto moving = new MovingPhoto("dandelions", 320, 192);
        RgbImage first = moving.frame(Motion.NONE);
        for (Motion motion : new Motion[] {
            new Motion(30, 2, 1), new Motion(-45, 0, 1), new Motion(2, -1, 1.3), new Motion(0, 3, 0.75), Motion.NONE
        }) {
            requireMotion(motion, first, harm.apply(moving.frame(motion)), pixels);
        }
    }

    private static RgbImage blurred(RgbImage image) {
        float[] weights = new float[9 * 9];
        Arrays.fill(weights, 1 / 81f);
        BufferedImage soft = new ConvolveOp(new Kernel(9, 9, weights), ConvolveOp.EDGE_NO_OP, null)
                .filter(image.toBufferedImage(), null);
        return RgbImage.from(soft);
    }

    @Test
    void nothingToFollowIsNoMatch() {
        RgbImage grey = new RgbImage(64, 64, new byte[3 * 64 * 64]);
        assertTrue(MotionSearch.between(grey, grey).match() < 0);
    }

    @Test
    void anotherPictureIsNoMatch() {
        RgbImage dogs = new MovingPhoto("dogs", 320, 192).frame(Motion.NONE);
        RgbImage fig = new MovingPhoto("fig", 320, 192).frame(Motion.NONE);
        MotionSearch.Found found = MotionSearch.between(dogs, fig);
        assertTrue(found.match() < 0.5, found.toString());
    }
}
