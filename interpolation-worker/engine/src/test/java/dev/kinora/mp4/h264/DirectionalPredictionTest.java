package dev.kinora.mp4.h264;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.jcodec.codecs.h264.decode.Intra8x8PredictionBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DirectionalPredictionTest {
    private static final int X = 16;
    private static final int Y = 16;

    private final Plane plane = new Plane(48, 32);

    private interface Samples {
        int at(int x, int y);
    }

    private void fill(Samples samples) {
        for (int y = 0; y < plane.height; y++) {
            for (int x = 0; x < plane.width; x++) {
                plane.samples[plane.at(x, y)] = samples.at(x, y);
            }
        }
    }

    private int[] predicted(int size, int mode) {
        DirectionalPrediction prediction = new DirectionalPrediction(size);
        prediction.look(plane, plane.at(X, Y), true, true, true);
        int[] target = new int[256];
        prediction.predict(mode, target, 0);
        return target;
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 8})
    void everyModeContinuesAFlatPicture(int size) {
        fill((x, y) -> 77);
        for (int mode = 0; mode < DirectionalPrediction.MODES; mode++) {
            int[] target = predicted(size, mode);
            for (int i = 0; i < size * size; i++) {
                assertEquals(77, target[i / size * 16 + i % size], "mode " + mode);
            }
        }
    }

    /** Mode 3 goes down left: what rises to the lower right by as much each way is continued, away from the ends. */
    @ParameterizedTest
    @ValueSource(ints = {4, 8})
    void aSlopeAcrossTheDiagonalIsContinued(int size) {
        fill((x, y) -> 50 + 2 * x + 2 * y);
        int[] target = predicted(size, 3);
        for (int y = 0; y < size - 1; y++) {
            for (int x = 0; x < size - 1 - (size == 8 ? y / 4 : 0); x++) {
                assertEquals(50 + 2 * (X + x) + 2 * (Y + y), target[16 * y + x], x + ", " + y);
            }
        }
    }

    /** Modes 4 to 6 go down right: along a diagonal nothing changes, so it is continued far into the block. */
    @Test
    void whatIsTheSameAlongADiagonalStays() {
        fill((x, y) -> 128 + 20 * (x - y) / 8);
        int[] target = predicted(4, 4);
        for (int i = 1; i < 4; i++) {
            assertEquals(target[0], target[17 * i]);
            assertEquals(target[1], target[17 * (i - 1) + 1]);
            assertEquals(target[16], target[17 * (i - 1) + 16]);
        }
    }

    /** Against JCodec's decoder, whose samples count from −128, at random edges with each set of neighbours. */
    @ParameterizedTest
    @CsvSource({"true, true, true", "true, true, false", "true, false, false", "false, true, true", "false, true, false"
    })
    void anotherDecoderPredictsTheSame8x8(boolean hasLeft, boolean hasTop, boolean hasTopRight) {
        Random random = new Random(3);
        DirectionalPrediction prediction = new DirectionalPrediction(8);
        for (int time = 0; time < 200; time++) {
            fill((x, y) -> random.nextInt(256));
            prediction.look(plane, plane.at(X, Y), hasLeft, hasTop, hasTopRight);
            for (int mode = 0; mode < DirectionalPrediction.MODES; mode++) {
                if (prediction.isPossible(mode)) {
                    int[] target = new int[256];
                    prediction.predict(mode, target, 0);
                    byte[] theirs = theirs(mode, hasLeft, hasTop, hasTopRight);
                    for (int i = 0; i < 64; i++) {
                        int at = i / 8 * 16 + i % 8;
                        assertEquals(theirs[at] + 128, target[at], "mode " + mode + ", sample " + i);
                    }
                }
            }
        }
    }

    private byte[] theirs(int mode, boolean hasLeft, boolean hasTop, boolean hasTopRight) {
        byte[] left = new byte[16];
        byte[] top = new byte[24];
        for (int i = 0; i < 16; i++) {
            left[i] = (byte) (plane.samples[plane.at(X - 1, Y + i)] - 128);
            top[i] = (byte) (plane.samples[plane.at(X + i, Y - 1)] - 128);
        }
        byte[] corner = new byte[4];
        corner[0] = (byte) (plane.samples[plane.at(X - 1, Y - 1)] - 128);
        byte[] result = new byte[256];
        boolean hasCorner = hasLeft && hasTop;
        int[] residual = new int[256];
        new Intra8x8PredictionBuilder()
                .predictWithMode(
                        mode, residual, hasLeft, hasTop, hasCorner, hasTopRight, left, top, corner, 0, 0, 0, result);
        return result;
    }
}
