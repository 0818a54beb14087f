package dev.kinora.mp4;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.kinora.contract.FailureException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrameRateTest {

    @ParameterizedTest
    @CsvSource({
        "1,1,1",
        "24,24,1",
        "1920,1920,1",
        "23.976,24000,1001",
        "23.98,24000,1001",
        "29.97,30000,1001",
        "59.94,60000,1001",
        "119.88,120000,1001",
        "7.5,15,2",
        "12.5,25,2",
        "1.001,1001,1000",
        "3.3333333,10,3",
        "11.95,239,20"
    })
    void aDecimalMeansAFraction(double framesPerSecond, int numerator, int denominator) {
        assertEquals(new FrameRate(numerator, denominator), FrameRate.of(framesPerSecond));
    }

    @Test
    void timesAreExact() {
        assertEquals(97 * 1001 / 24000.0, new FrameRate(24000, 1001).seconds(97));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, 1e-9, 1e9})
    void nonsenseIsRefused(double framesPerSecond) {
        assertThrows(FailureException.class, () -> FrameRate.of(framesPerSecond));
    }
}
