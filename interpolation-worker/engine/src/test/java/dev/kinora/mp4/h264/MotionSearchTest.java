package dev.kinora.mp4.h264;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MotionSearchTest {
    private static final int SIZE = 64;

    private static double wave(double x, double y) {
        return 128 + 60 * Math.sin(x * 0.21) + 60 * Math.cos(y * 0.17 + x * 0.05);
    }

    /** A smooth picture that moved by quarters of a sample is found again. */
    @ParameterizedTest
    @CsvSource({"0,0", "4,-8", "1,2", "-3,5", "10,-7", "-14,13"})
    void findsAMove(int quarterX, int quarterY) {
        ReferencePicture reference = new ReferencePicture(SIZE, SIZE);
        Plane plane = reference.luma;
        for (int y = 0; y < SIZE; y++) {
            for (int x = 0; x < SIZE; x++) {
                plane.samples[plane.at(x, y)] = (int) Math.rint(wave(x, y));
            }
        }
        reference.complete();
        Yuv420 picture = Yuv420.blank(SIZE, SIZE);
        for (int i = 0; i < SIZE * SIZE; i++) {
            picture.luma()[i] = (byte) Math.rint(wave(i % SIZE + quarterX / 4.0, i / SIZE + quarterY / 4.0));
        }
        SourceMacroblock source = new SourceMacroblock();
        source.take(picture, 1, 2);
        MotionSearch search = new MotionSearch(reference, 16);
        search.begin(source, 1, 2);
        search.select(MacroblockType.INTER_16X16, 0, 0, 0);
        search.consider(0, 0);
        search.refine();
        assertEquals(quarterX + " " + quarterY, search.bestX + " " + search.bestY);

        search.choose(MacroblockType.INTER_8X8, 3, 0, 0);
        search.improve();
        assertEquals(quarterX + " " + quarterY, search.bestX + " " + search.bestY, "a part of it");
    }
}
