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

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8})
    void everyModeContinuesAFlatPicture(int mode) {
        fill(77, 0, 0);
        Intra4x4Prediction prediction = new Intra4x4Prediction();
        prediction.look(plane, plane.at(16, 16), true, true, true);
        int[] target = new int[64];
        prediction.predict(mode, target, 0);
        for (int i = 0; i < 16; i++) {
            assertEquals(77, target[i / 4 * 16 + i % 4], "mode " + mode);
        }
    }

    /** Modes 3 and 7 go down left, 4 to 6 down right: a diagonal edge is continued exactly. */
    @Test
    void diagonalsAreContinued() {
        fill(50, 2, 2);
        Intra4x4Prediction prediction = new Intra4x4Prediction();
        prediction.look(plane, plane.at(16, 16), true, true, true);
        int[] target = new int[64];
        prediction.predict(3, target, 0);
        for (int i = 0; i < 9; i++) {
            int x = i % 3;
            int y = i / 3;
            assertEquals(50 + 2 * (16 + x) + 2 * (16 + y), target[16 * y + x]);
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
