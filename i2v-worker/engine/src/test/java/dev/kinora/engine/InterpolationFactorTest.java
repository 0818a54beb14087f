package dev.kinora.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.kinora.contract.Failure;
import dev.kinora.contract.FailureException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InterpolationFactorTest {

    @ParameterizedTest
    @CsvSource({"1, 0", "2, 1", "4, 1", "8, 3", "16, 5"})
    void windowsBetweenTwoKeyFrames(int value, int windowsPerGap) {
        assertEquals(windowsPerGap, new InterpolationFactor(value).windowsPerGap());
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -2, 0, 3, 6, 32})
    void otherFactorsAreRefused(int value) {
        Failure failure = assertThrows(FailureException.class, () -> new InterpolationFactor(value))
                .failure();
        assertEquals("interpolation: found " + value + ", expected 1 | 2 | 4 | 8 | 16", failure.message());
    }
}
