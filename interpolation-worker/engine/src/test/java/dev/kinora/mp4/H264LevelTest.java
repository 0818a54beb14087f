package dev.kinora.mp4;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class H264LevelTest {

    /** Sizes in pixels; 1080 lines are 68 rows of macroblocks. */
    @ParameterizedTest
    @CsvSource({
        "320,192,7,41",
        "1024,576,24,41",
        "1920,1088,30,41",
        "1920,1088,60,42",
        "2560,1440,30,50",
        "4096,2304,24,51",
        "4096,2304,56,52",
        "4096,4096,24,60",
        "4096,4096,1920,62"
    })
    void theLeastLevelThatFits(int width, int height, int framesPerSecond, int level) {
        assertEquals(level, H264Level.of(width / 16 * (height / 16), new FrameRate(framesPerSecond, 1)));
    }
}
