package dev.kinora.mp4.h264;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Of the macroblock in the middle of 3×2; its neighbours A (left), B (above), C (above right) and D (above left) as in 6.4.12. */
class VectorPredictionTest {
    private static final int MB_X = 1;
    private static final int MB_Y = 1;

    private final PictureContext context = new PictureContext(3, 2);
    private final VectorPrediction prediction = new VectorPrediction(context);

    private void note(MacroblockType type, int mbX, int mbY, int x, int y) {
        Macroblock macroblock = new Macroblock();
        macroblock.type = type;
        macroblock.vectorX[0] = x;
        macroblock.vectorY[0] = y;
        context.note(macroblock, mbX, mbY);
    }

    private void left(int x, int y) {
        note(MacroblockType.INTER_16X16, 0, 1, x, y);
    }

    private void above(int x, int y) {
        note(MacroblockType.INTER_16X16, 1, 0, x, y);
    }

    private void aboveRight(int x, int y) {
        note(MacroblockType.INTER_16X16, 2, 0, x, y);
    }

    private void aboveLeft(int x, int y) {
        note(MacroblockType.INTER_16X16, 0, 0, x, y);
    }

    private void requirePredicted(MacroblockType type, int part, int x, int y) {
        prediction.of(type, part, MB_X, MB_Y);
        assertEquals(x + " " + y, prediction.x + " " + prediction.y);
    }

    @Test
    void theMedianIsTakenOfEachComponentByItself() {
        left(8, 1);
        above(2, 9);
        aboveRight(5, 4);

        requirePredicted(MacroblockType.INTER_16X16, 0, 5, 4);
    }

    @Test
    void whereNothingIsAboveRightTheOneAboveLeftCounts() {
        left(8, 1);
        above(2, 9);
        aboveLeft(6, 6);

        requirePredicted(MacroblockType.INTER_16X16, 0, 6, 6);
    }

    @Test
    void theOnlyInterNeighbourIsFollowed() {
        note(MacroblockType.INTRA_16X16, 0, 1, 0, 0);
        above(2, 9);
        note(MacroblockType.INTRA_4X4, 2, 0, 0, 0);

        requirePredicted(MacroblockType.INTER_16X16, 0, 2, 9);
    }

    @Test
    void inTheFirstRowTheLeftOneIsFollowed() {
        note(MacroblockType.INTER_16X16, 0, 0, 7, -3);

        prediction.of(MacroblockType.INTER_16X16, 0, 1, 0);
        assertEquals("7 -3", prediction.x + " " + prediction.y);
    }

    /** An intra neighbour counts as one that stands still. */
    @Test
    void oneIntraNeighbourOfThreeStandsStill() {
        note(MacroblockType.INTRA_16X16, 0, 1, 0, 0);
        above(2, 9);
        aboveRight(5, 4);

        requirePredicted(MacroblockType.INTER_16X16, 0, 2, 4);
    }

    @Test
    void theUpperHalfFollowsAboveAndTheLowerHalfLeft() {
        left(8, 1);
        above(2, 9);
        aboveRight(5, 4);

        requirePredicted(MacroblockType.INTER_16X8, 0, 2, 9);
        requirePredicted(MacroblockType.INTER_16X8, 1, 8, 1);
    }

    @Test
    void theLeftHalfFollowsLeftAndTheRightHalfAboveRight() {
        left(8, 1);
        above(2, 9);
        aboveRight(5, 4);

        requirePredicted(MacroblockType.INTER_8X16, 0, 8, 1);
        requirePredicted(MacroblockType.INTER_8X16, 1, 5, 4);
    }

    /** Above right of the last quarter lies the next macroblock, which is not coded yet: the first quarter takes its place. */
    @Test
    void theLastQuarterTakesTheMedianOfItsSisters() {
        Macroblock macroblock = new Macroblock();
        macroblock.type = MacroblockType.INTER_8X8;
        System.arraycopy(new int[] {1, 2, 9, 0}, 0, macroblock.vectorX, 0, 4);
        System.arraycopy(new int[] {5, 5, 4, 0}, 0, macroblock.vectorY, 0, 4);
        context.note(macroblock, MB_X, MB_Y);

        requirePredicted(MacroblockType.INTER_8X8, 3, 2, 5);
    }

    @Test
    void skippingAtTheBorderStandsStill() {
        note(MacroblockType.INTER_16X16, 0, 0, 7, 7);

        prediction.ofSkip(1, 0);
        assertEquals("0 0", prediction.x + " " + prediction.y);
    }

    @Test
    void skippingBesideAStillOneStandsStill() {
        left(8, 8);
        above(0, 0);
        aboveRight(8, 8);

        prediction.ofSkip(MB_X, MB_Y);
        assertEquals("0 0", prediction.x + " " + prediction.y);
    }

    @Test
    void skippingElsewhereFollowsTheMedian() {
        left(8, 8);
        above(4, 0);
        aboveRight(6, 6);

        prediction.ofSkip(MB_X, MB_Y);
        assertEquals("6 6", prediction.x + " " + prediction.y);
    }
}
