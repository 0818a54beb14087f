package dev.kinora.engine.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.kinora.contract.FailureException;
import dev.kinora.contract.Fit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowTest {

    @ParameterizedTest(name = "{0} of {1}x{2} for {3}x{4}")
    @CsvSource({
        "CROP, 1000, 500, 320, 192, 83, 0, 833, 500",
        "CROP, 500, 1000, 320, 192, 0, 350, 500, 300",
        "CROP, 320, 192, 1024, 576, 0, 6, 320, 180",
        "CROP, 640, 384, 320, 192, 0, 0, 640, 384",
        "PAD, 1000, 500, 320, 192, 0, -50, 1000, 600",
        "PAD, 500, 1000, 320, 192, -584, 0, 1667, 1000",
        "STRETCH, 500, 1000, 320, 192, 0, 0, 500, 1000",
    })
    void isTheCentredRectangleOfTheClipsShape(
            Fit fit,
            int width,
            int height,
            int clipWidth,
            int clipHeight,
            int left,
            int top,
            int cutWidth,
            int cutHeight) {
        RgbImage still = Patterns.busy(width, height);
        Window expected = new Window(still, left, top, cutWidth, cutHeight);
        assertEquals(expected, Window.fit(still, fit, clipWidth, clipHeight));
    }

    @Test
    void isBlackBeyondTheStill() {
        RgbImage still = new RgbImage(2, 1, new byte[] {1, 2, 3, 4, 5, 6});
        Window window = new Window(still, -1, -1, 4, 3);
        byte[] row = new byte[12];
        for (int y = 0; y < 3; y++) {
            java.util.Arrays.fill(row, (byte) 99);
            window.row(y, row);
            byte[] black = new byte[12];
            byte[] middle = {0, 0, 0, 1, 2, 3, 4, 5, 6, 0, 0, 0};
            assertArrayEquals(y == 1 ? middle : black, row);
        }
    }

    @Test
    void refusesAStillTooNarrowToBeCut() {
        RgbImage still = Patterns.busy(16, 1000);
        FailureException refused = assertThrows(FailureException.class, () -> Window.fit(still, Fit.CROP, 4096, 16));
        assertEquals("image", refused.failure().field());
        assertEquals("16x1000 pixels, fitted 16x0", refused.failure().found());
    }

    @Test
    void refusesToPadWithoutBound() {
        RgbImage still = Patterns.busy(5000, 16);
        FailureException refused = assertThrows(FailureException.class, () -> Window.fit(still, Fit.PAD, 16, 4096));
        assertEquals("5000x16 pixels, fitted 5000x1280000", refused.failure().found());
    }
}
