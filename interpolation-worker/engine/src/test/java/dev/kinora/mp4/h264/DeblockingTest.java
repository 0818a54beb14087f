package dev.kinora.mp4.h264;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Two flat sides of one edge, after the filter. The samples expected were worked out by hand from ITU-T H.264, 8.7.2.3 and
 * 8.7.2.4, with α, β and t'C0 of tables 8-16 and 8-17: at QP 30 α is 25 and β 8, at QP 40 they are 80 and 13.
 */
class DeblockingTest {
    private final PictureContext context = new PictureContext(2, 2);
    private final ReferencePicture picture = new ReferencePicture(32, 32);

    @BeforeEach
    void allInterWithoutLevels() {
        for (int i = 0; i < 4; i++) {
            note(MacroblockType.INTER_16X16, i & 1, i >> 1, 0, 0);
        }
    }

    private void note(MacroblockType type, int mbX, int mbY, int vectorX, int vectorY) {
        Macroblock macroblock = new Macroblock();
        macroblock.type = type;
        macroblock.vectorX[0] = vectorX;
        macroblock.vectorY[0] = vectorY;
        context.note(macroblock, mbX, mbY);
        context.noteSkip(mbX, mbY);
    }

    /** Left of or above the edge p, beyond it q. */
    private static void split(Plane plane, boolean isVertical, int edge, int p, int q) {
        for (int y = 0; y < plane.height; y++) {
            for (int x = 0; x < plane.width; x++) {
                plane.samples[plane.at(x, y)] = (isVertical ? x : y) < edge ? p : q;
            }
        }
    }

    /** The four samples before and after an edge, in a row or column that lies in the first macroblocks. */
    private static int[] across(Plane plane, boolean isVertical, int edge) {
        int[] samples = new int[8];
        for (int i = 0; i < 8; i++) {
            int place = edge - 4 + i;
            samples[i] = plane.samples[isVertical ? plane.at(place, 5) : plane.at(5, place)];
        }
        return samples;
    }

    private int[] filtered(boolean isVertical, int edge, int p, int q, int qp) {
        split(picture.luma, isVertical, edge, p, q);
        new Deblocking(context).filter(picture, qp);
        return across(picture.luma, isVertical, edge);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aSmallStepBetweenIntraMacroblocksIsSpreadOverSixSamples(boolean isVertical) {
        note(MacroblockType.INTRA_16X16, 0, 0, 0, 0);

        assertArrayEquals(new int[] {100, 101, 102, 102, 104, 105, 105, 106}, filtered(isVertical, 16, 100, 106, 30));
    }

    @Test
    void aGreaterStepBetweenIntraMacroblocksChangesTwoSamples() {
        note(MacroblockType.INTRA_16X16, 1, 0, 0, 0);

        assertArrayEquals(new int[] {100, 100, 100, 102, 106, 108, 108, 108}, filtered(true, 16, 100, 108, 30));
    }

    @Test
    void anEdgeOfThePhotoItselfStays() {
        note(MacroblockType.INTRA_16X16, 1, 0, 0, 0);

        assertArrayEquals(new int[] {100, 100, 100, 100, 125, 125, 125, 125}, filtered(true, 16, 100, 125, 30));
    }

    /** The last but one sample is what the next edge makes of 130, being smooth itself. */
    @Test
    void insideAnIntraMacroblockTheChangeIsBounded() {
        note(MacroblockType.INTRA_4X4, 0, 0, 0, 0);

        assertArrayEquals(new int[] {100, 100, 107, 109, 121, 123, 126, 130}, filtered(true, 8, 100, 130, 40));
    }

    /** A block of 8×8 has no edge in its middle. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void insideABlockOf8x8NothingChanges(boolean isVertical) {
        Macroblock macroblock = new Macroblock();
        macroblock.type = MacroblockType.INTRA_8X8;
        macroblock.isTransformed8x8 = true;
        context.note(macroblock, 0, 0);

        assertArrayEquals(new int[] {100, 100, 100, 100, 104, 104, 104, 104}, filtered(isVertical, 4, 100, 104, 40));
        assertNotEquals(100, filtered(isVertical, 8, 100, 104, 40)[3]);
    }

    /** Likewise. */
    @Test
    void levelsOnOneSideCallForTheFilter() {
        for (int row = 0; row < 8; row++) {
            context.lumaCoded[context.block(1, 0) + row * context.stride] = 1;
        }

        assertArrayEquals(new int[] {100, 100, 105, 107, 123, 125, 127, 130}, filtered(true, 16, 100, 130, 40));
    }

    /** In quarter samples; a whole one is a different place (8.7.2.1). */
    @ParameterizedTest
    @CsvSource({"4, 0, true", "-4, 0, true", "0, 4, true", "3, 0, false", "3, -3, false"})
    void vectorsAWholeSampleApartCallForTheWeakestFilter(int vectorX, int vectorY, boolean isFiltered) {
        note(MacroblockType.INTER_16X16, 1, 0, vectorX, vectorY);

        int[] changed = {100, 100, 104, 106, 124, 126, 130, 130};
        int[] same = {100, 100, 100, 100, 130, 130, 130, 130};
        assertArrayEquals(isFiltered ? changed : same, filtered(true, 16, 100, 130, 40));
    }

    /** Chroma has two samples to its edge, and QP 36 where luma has 40 (table 8-15). */
    @Test
    void chromaChangesOneSampleOnEachSide() {
        note(MacroblockType.INTRA_16X16, 0, 0, 0, 0);
        split(picture.luma, true, 16, 100, 100);
        split(picture.chroma[1], true, 8, 100, 110);

        new Deblocking(context).filter(picture, 40);

        assertArrayEquals(new int[] {100, 100, 100, 103, 108, 110, 110, 110}, across(picture.chroma[1], true, 8));
    }

    @Test
    void belowQp16NothingChanges() {
        note(MacroblockType.INTRA_16X16, 0, 0, 0, 0);

        int[] same = {100, 100, 100, 100, 102, 102, 102, 102};
        assertArrayEquals(same, filtered(true, 16, 100, 102, 15));
    }

    /** The picture's own border is no edge. */
    @Test
    void theFilterLooksAtNothingOutsideThePicture() {
        note(MacroblockType.INTRA_16X16, 0, 0, 0, 0);
        split(picture.luma, true, 16, 100, 100);
        picture.luma.samples[picture.luma.at(-1, 5)] = 104;

        new Deblocking(context).filter(picture, 40);

        assertEquals(100, picture.luma.samples[picture.luma.at(0, 5)]);
    }
}
