package dev.kinora.mp4.h264;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import java.util.function.IntSupplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Eight samples at a time are the same as one after the other. */
class ReferenceDistortionTest {
    private static final int SIDE = 32;

    private final Random random = new Random(3);
    private final Yuv420 picture = Yuv420.blank(SIDE, SIDE);
    private final ReferencePicture reference = new ReferencePicture(SIDE, SIDE);
    private final SourceMacroblock source = new SourceMacroblock();
    private final ReferenceBlock block = new ReferenceBlock(reference);
    private final int[] prediction = new int[256];

    /** Random samples, or only the two farthest apart, whose sums are the greatest. */
    private void prepare(boolean isExtreme, int vectorX, int vectorY) {
        IntSupplier sample = () -> isExtreme ? 255 * random.nextInt(2) : random.nextInt(256);
        for (int i = 0; i < SIDE * SIDE; i++) {
            picture.luma()[i] = (byte) sample.getAsInt();
            reference.luma.samples[reference.luma.at(i % SIDE, i / SIDE)] = sample.getAsInt();
        }
        reference.complete();
        source.take(picture, 1, 1);
        block.locate(64 + vectorX, 64 + vectorY);
        InterPrediction.luma(reference, 16, 16, vectorX, vectorY, 16, 16, prediction, 0);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void asTheDefinitionHasIt(boolean isExtreme) {
        for (int time = 0; time < 200; time++) {
            prepare(isExtreme, random.nextInt(64) - 32, random.nextInt(64) - 32);
            int sum = 0;
            for (int i = 0; i < 256; i++) {
                sum += Math.abs(source.luma[i] - prediction[i]);
            }
            assertEquals(sum, ReferenceDistortion.absolute(source, block, Integer.MAX_VALUE));
            for (int quarter = 0; quarter < 4; quarter++) {
                int at = (quarter >> 1) * 128 + (quarter & 1) * 8;
                int expected = Distortion.transformed(source.luma, prediction, at, 8, 16);
                assertEquals(expected, ReferenceDistortion.transformed(source, block, quarter), "quarter " + quarter);
                assertEquals(hadamard8x8(at), ReferenceDistortion.transformed8x8(source, block, quarter));
            }
        }
    }

    /** Differences that all have one sign fill the lanes to their brim. */
    @ParameterizedTest
    @ValueSource(ints = {0, 255})
    void blackAgainstWhite(int sample) {
        Arrays.fill(picture.luma(), (byte) (255 - sample));
        Arrays.fill(reference.luma.samples, sample);
        reference.complete();
        source.take(picture, 1, 1);
        block.locate(64, 64);
        assertEquals(256 * 255, ReferenceDistortion.absolute(source, block, Integer.MAX_VALUE));
        assertEquals(4 * 16 * 255 / 2, ReferenceDistortion.transformed(source, block, 0));
        assertEquals(64 * 255 / 4, ReferenceDistortion.transformed8x8(source, block, 0));
    }

    /** A quarter of the magnitudes of H·d·H, whose signs are the parities of the bits that row and column share. */
    private int hadamard8x8(int at) {
        int sum = 0;
        for (int coefficient = 0; coefficient < 64; coefficient++) {
            int value = 0;
            for (int sample = 0; sample < 64; sample++) {
                int index = at + (sample >> 3) * 16 + (sample & 7);
                int difference = source.luma[index] - prediction[index];
                value += Integer.bitCount(coefficient & sample) % 2 == 0 ? difference : -difference;
            }
            sum += Math.abs(value);
        }
        return sum / 4;
    }
}
