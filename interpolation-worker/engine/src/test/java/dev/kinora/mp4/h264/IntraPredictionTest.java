package dev.kinora.mp4.h264;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IntraPredictionTest {
    private final Plane plane = new Plane(32, 32);

    private void fill(int startValue, int slopeX, int slopeY) {
        for (int y = 0; y < 32; y++) {
            for (int x = 0; x < 32; x++) {
                plane.samples[plane.at(x, y)] = startValue + slopeX * x + slopeY * y;
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 16})
    void thePlaneModeContinuesASlope(int size) {
        fill(20, 3, 2);
        int[] target = new int[size * size];
        IntraPrediction.predict(IntraPrediction.PLANE, plane, 16, 16, size, target);
        for (int i = 0; i < target.length; i++) {
            assertEquals(20 + 3 * (16 + i % size) + 2 * (16 + i / size), target[i]);
        }
    }

    @Test
    void withoutNeighboursThereIsOnlyGrey() {
        int[] target = new int[256];
        IntraPrediction.predict(IntraPrediction.DC, plane, 0, 0, 16, target);
        assertEquals(128, target[255]);
        assertEquals(false, IntraPrediction.isPossible(IntraPrediction.VERTICAL, 1, 0));
        assertEquals(false, IntraPrediction.isPossible(IntraPrediction.PLANE, 0, 1));
    }
}
