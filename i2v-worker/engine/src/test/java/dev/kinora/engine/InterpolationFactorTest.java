package dev.kinora.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.kinora.contract.Failure;
import dev.kinora.contract.FailureException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InterpolationFactorTest {

    @ParameterizedTest
    @CsvSource({"1, 14, 0", "2, 27, 1", "4, 53, 1", "8, 105, 3", "16, 209, 5"})
    void framesAndWindowsOfFourteenKeyFrames(int value, int frames, int windowsPerGap) {
        InterpolationFactor factor = new InterpolationFactor(value);
        assertEquals(frames, factor.frames(14));
        assertEquals(windowsPerGap, factor.windowsPerGap());
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -2, 0, 3, 6, 32})
    void otherFactorsAreRefused(int value) {
        Failure failure = assertThrows(FailureException.class, () -> new InterpolationFactor(value))
                .failure();
        assertEquals("interpolation: found " + value + ", expected 1 | 2 | 4 | 8 | 16", failure.message());
    }

    @Test
    void oneFrameStaysOne() {
        assertEquals(1, new InterpolationFactor(16).frames(1));
    }
}
