package dev.kinora.ingest.still;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every kind of file shows the same four quadrants; {@code pictures/make.py} made them and printed the expected sRGB. */
class StillNormalizerTest {
    private static final List<int[]> QUADRANTS = colours(200, 40, 40, 40, 180, 60, 50, 70, 200, 220, 210, 190);
    /** The quadrants at opacities 255, 128, 0 and 64 over white. */
    private static final List<int[]> OVER_WHITE = colours(200, 40, 40, 147, 217, 157, 255, 255, 255, 246, 244, 239);
    /** LittleCMS through Pillow 13: {@code ImageCms.profileToProfile(picture, p3, sRGB, renderingIntent=0)}. */
    private static final List<int[]> FROM_DISPLAY_P3 = colours(218, 0, 26, 0, 183, 30, 44, 71, 208, 222, 210, 188);
    /** Luma of the quadrants, ITU-R BT.601, as Pillow's mode L. */
    private static final List<int[]> LUMA = colours(88, 88, 88, 124, 124, 124, 79, 79, 79, 211, 211, 211);

    private static final List<int[]> GREYS = colours(60, 60, 60, 120, 120, 120, 180, 180, 180, 240, 240, 240);

    static Stream<Arguments> pictures() {
        return Stream.of(
                Arguments.of("baseline.jpg", QUADRANTS, 2),
                Arguments.of("progressive.jpg", QUADRANTS, 2),
                Arguments.of("grey.jpg", LUMA, 2),
                Arguments.of("cmyk.jpg", QUADRANTS, 3),
                Arguments.of("ycck.jpg", QUADRANTS, 3),
                Arguments.of("display-p3.jpg", FROM_DISPLAY_P3, 3),
                Arguments.of("display-p3.png", FROM_DISPLAY_P3, 1),
                Arguments.of("display-p3.webp", FROM_DISPLAY_P3, 1),
                Arguments.of("plain.png", QUADRANTS, 0),
                Arguments.of("rgb16.png", QUADRANTS, 0),
                Arguments.of("rgba16.png", OVER_WHITE, 0),
                Arguments.of("grey.png", GREYS, 0),
                Arguments.of("grey16.png", GREYS, 0),
                Arguments.of("grey2.png", colours(0, 0, 0, 85, 85, 85, 170, 170, 170, 255, 255, 255), 0),
                Arguments.of("grey-alpha.png", colours(60, 60, 60, 187, 187, 187, 255, 255, 255, 251, 251, 251), 0),
                Arguments.of(
                        "rgb-transparent-colour.png",
                        colours(200, 40, 40, 40, 180, 60, 255, 255, 255, 220, 210, 190),
                        0),
                Arguments.of("palette.png", QUADRANTS, 0),
                Arguments.of("palette-alpha.png", OVER_WHITE, 0),
                Arguments.of("rgba.png", OVER_WHITE, 0),
                Arguments.of("alpha.webp", OVER_WHITE, 0),
                Arguments.of("lossy.webp", QUADRANTS, 6),
                Arguments.of("plain.bmp", QUADRANTS, 0),
                Arguments.of("two-frames.gif", QUADRANTS, 1));
    }

    @ParameterizedTest
    @MethodSource("pictures")
    void everyKindOfPictureShowsItsColours(String file, List<int[]> expected, int tolerance) throws IOException {
        BufferedImage still = Pictures.normalised(Pictures.file(file));
        assertEquals("48 × 32", still.getWidth() + " × " + still.getHeight());
        assertQuadrants(expected, still, tolerance);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "orientation-1.jpg",
                "orientation-2.jpg",
                "orientation-3.jpg",
                "orientation-4.jpg",
                "orientation-5.jpg",
                "orientation-6.jpg",
                "orientation-7.jpg",
                "orientation-8.jpg",
                "orientation-6.png",
                "orientation-6.webp"
            })
    void everyOrientationComesUpright(String file) throws IOException {
        BufferedImage still = Pictures.normalised(Pictures.file(file));
        assertEquals("48 × 32", still.getWidth() + " × " + still.getHeight());
        assertQuadrants(QUADRANTS, still, 3);
    }

    @Test
    void everyPixelOfAPictureOfManyBandsKeepsItsPlace() throws IOException {
        BufferedImage drawn = new BufferedImage(211, 157, BufferedImage.TYPE_INT_RGB);
        IntStream.range(0, 211 * 157).forEach(i -> drawn.setRGB(i % 211, i / 211, i * 7919 & 0xffffff));
        for (int tag = 1; tag <= 8; tag++) {
            Orientation orientation = Orientation.ofTag(tag);
            UprightRows rows = new UprightRows(new SrgbPicture(drawn, Container.NONE), orientation);
            byte[] row = new byte[rows.width() * 3];
            for (int y = 0; y < rows.height(); y++) {
                rows.read(y, row);
                for (int x = 0; x < rows.width(); x++) {
                    int across = orientation.swapsAxes() ? y : x;
                    int down = orientation.swapsAxes() ? x : y;
                    int column = orientation.mirrorsX() ? 210 - across : across;
                    int line = orientation.mirrorsY() ? 156 - down : down;
                    int found = (row[3 * x] & 0xff) << 16 | (row[3 * x + 1] & 0xff) << 8 | row[3 * x + 2] & 0xff;
                    assertEquals(drawn.getRGB(column, line) & 0xffffff, found, "tag " + tag + " " + x + "," + y);
                }
            }
        }
    }

    @Test
    void theStillIsAnEightBitRgbPngOfTheSameSize() throws IOException {
        BufferedImage still = Pictures.normalised(Pictures.file("rgba16.png"));
        assertEquals(3, still.getRaster().getNumBands());
        assertEquals(8, still.getColorModel().getComponentSize(0));
    }

    @Test
    void sixteenPixelsASideAreEnough() throws IOException {
        BufferedImage small = Pictures.normalised(Pictures.drawnPng(16, 16));
        assertEquals("16 × 16", small.getWidth() + " × " + small.getHeight());
    }

    private static List<int[]> colours(int... samples) {
        return IntStream.range(0, 4)
                .mapToObj(i -> Arrays.copyOfRange(samples, 3 * i, 3 * i + 3))
                .toList();
    }

    private static void assertQuadrants(List<int[]> expected, BufferedImage still, int tolerance) {
        for (int i = 0; i < 4; i++) {
            int[] found = still.getRaster().getPixel(12 + i % 2 * 24, 8 + i / 2 * 16, (int[]) null);
            for (int channel = 0; channel < 3; channel++) {
                int difference = Math.abs(expected.get(i)[channel] - found[channel]);
                assertTrue(difference <= tolerance, "quadrant " + i + ": " + Arrays.toString(found));
            }
        }
    }
}
