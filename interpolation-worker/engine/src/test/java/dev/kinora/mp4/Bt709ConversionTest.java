package dev.kinora.mp4;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kinora.engine.image.RgbImage;
import dev.kinora.mp4.h264.StreamFormat;
import dev.kinora.mp4.h264.Yuv420;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Bt709ConversionTest {

    private static Yuv420 converted(RgbImage image) {
        return new Bt709Conversion(new StreamFormat(image.width(), image.height(), 41)).toYuv(image);
    }

    private static int sample(Yuv420 picture, int plane, int index) {
        byte[][] planes = {picture.luma(), picture.cb(), picture.cr()};
        return planes[plane][index] & 255;
    }

    /** Luma and chroma of BT.709's colour bars at full level, as printed in ITU-R BT.709 derived tables. */
    @ParameterizedTest
    @CsvSource({
        "255,255,255,235,128,128",
        "0,0,0,16,128,128",
        "255,0,0,63,102,240",
        "0,255,0,173,42,26",
        "0,0,255,32,240,118",
        "255,255,0,219,16,138",
        "0,255,255,188,154,16",
        "255,0,255,78,214,230",
        "128,128,128,126,128,128"
    })
    void colourBars(int red, int green, int blue, int y, int cb, int cr) {
        Yuv420 picture = converted(Pictures.flat(2, 2, red, green, blue));
        assertEquals(y, sample(picture, 0, 0));
        assertEquals(cb, sample(picture, 1, 0));
        assertEquals(cr, sample(picture, 2, 0));
    }

    /** A blue column weighs a half on its own chroma column and a quarter on the one to its right. */
    @ParameterizedTest
    @CsvSource({"2,0,56,0", "3,0,28,28", "4,0,0,56"})
    void chromaSitsOnTheLeftColumn(int blueColumn, int first, int second, int third) {
        byte[] rgb = new byte[3 * 8 * 2];
        rgb[3 * blueColumn + 2] = (byte) 255;
        rgb[3 * (8 + blueColumn) + 2] = (byte) 255;
        Yuv420 picture = converted(new RgbImage(8, 2, rgb));
        assertEquals(128 + first, sample(picture, 1, 0));
        assertEquals(128 + second, sample(picture, 1, 1));
        assertEquals(128 + third, sample(picture, 1, 2));
    }

    @Test
    void chromaSitsBetweenTheRows() {
        byte[] rgb = new byte[3 * 2 * 4];
        for (int i = 0; i < 2; i++) {
            rgb[3 * (2 + i) + 2] = (byte) 255;
        }
        Yuv420 picture = converted(new RgbImage(2, 4, rgb));
        assertEquals(128 + 56, sample(picture, 1, 0));
        assertEquals(128, sample(picture, 1, 8));
    }

    @Test
    void thePaddingRepeatsTheEdge() {
        byte[] rgb = new byte[3 * 2 * 2];
        for (int i = 0; i < 3; i++) {
            rgb[9 + i] = (byte) 255;
        }
        Yuv420 picture = converted(new RgbImage(2, 2, rgb));
        assertEquals(16, sample(picture, 0, 0));
        assertEquals(235, sample(picture, 0, 16 * 15 + 15));
        assertEquals(16, sample(picture, 0, 16 * 15));
    }
}
