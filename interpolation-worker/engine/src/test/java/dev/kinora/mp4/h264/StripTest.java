package dev.kinora.mp4.h264;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class StripTest {
    /** 40 rows of macroblocks: an eighth of them are those from row 17 on. */
    @Test
    void isCutFromTheMiddle() {
        Yuv420 picture = Yuv420.blank(32, 640);
        for (int y = 0; y < 640; y++) {
            picture.luma()[y * 32 + 5] = (byte) y;
            picture.cb()[y / 2 * 16 + 7] = (byte) (y / 2);
            picture.cr()[y / 2 * 16 + 9] = (byte) -(y / 2);
        }
        Strip strip = Strip.amid(new StreamFormat(30, 638, 41));
        assertEquals(new StreamFormat(32, 80, 41), strip.format());

        Yuv420 cut = strip.of(picture);
        assertEquals(80, cut.height());
        for (int y = 0; y < 80; y++) {
            assertEquals((byte) (272 + y), cut.luma()[y * 32 + 5]);
            assertEquals((byte) (136 + y / 2), cut.cb()[y / 2 * 16 + 7]);
            assertEquals((byte) -(136 + y / 2), cut.cr()[y / 2 * 16 + 9]);
        }
    }

    @Test
    void ofASmallPictureIsAllOfIt() {
        assertEquals(new Strip(new StreamFormat(64, 64, 41), 0), Strip.amid(new StreamFormat(64, 64, 41)));
    }
}
