package dev.kinora.engine.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;

class EdgePaddingTest {
    /** Three by two pixels, numbered in their red. */
    private static final RgbImage PICTURE =
            new RgbImage(3, 2, new byte[] {1, 0, 9, 2, 0, 9, 3, 0, 9, 4, 0, 9, 5, 0, 9, 6, 0, 9});

    @Test
    void lastColumnAndRowAreRepeated() {
        RgbImage padded = EdgePadding.pad(PICTURE, 4);
        assertEquals(4, padded.width());
        assertArrayEquals(new byte[] {1, 2, 3, 3, 4, 5, 6, 6, 4, 5, 6, 6, 4, 5, 6, 6}, reds(padded));
    }

    @Test
    void whatWasAddedIsCutOff() {
        assertArrayEquals(
                PICTURE.rgb(),
                EdgePadding.crop(EdgePadding.pad(PICTURE, 8), 3, 2).rgb());
    }

    @Test
    void aFittingPictureStays() {
        assertSame(PICTURE, EdgePadding.pad(PICTURE, 1));
        assertSame(PICTURE, EdgePadding.crop(PICTURE, 3, 2));
    }

    private static byte[] reds(RgbImage picture) {
        byte[] reds = new byte[picture.width() * picture.height()];
        for (int i = 0; i < reds.length; i++) {
            reds[i] = picture.rgb()[3 * i];
        }
        return reds;
    }
}
