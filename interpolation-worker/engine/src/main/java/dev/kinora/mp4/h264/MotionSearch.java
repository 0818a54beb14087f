package dev.kinora.mp4.h264;

/**
 * Looks for the vector of a macroblock that costs least, over whole samples and then half and quarter ones. What it tries on
 * the way is noted for each quarter of the macroblock, so that the parts find their vectors without a search of their own.
 */
final class MotionSearch {
    /** How far a reference block may begin outside the picture; the margin holds the filter's taps, too. */
    private static final int OUTSIDE = 24;
    /** Vertical range of level 3.1 and up (ITU-T H.264, table A-1) and less than the horizontal one, in samples. */
    private static final int FARTHEST = 508;

    private static final int GREATEST = Integer.MAX_VALUE / 2;
    private static final int HEXAGON_STEPS = 12;
    private static final int[] HEXAGON_X = {-2, -1, 1, 2, 1, -1};
    private static final int[] HEXAGON_Y = {0, -2, -2, 0, 2, 2};
    private static final int[] DIAMOND_X = {0, -1, 1, 0};
    private static final int[] DIAMOND_Y = {-1, 0, 0, 1};

    private final VectorTrials trials;
    private final int lambda;
    private final int pictureWidth;
    private final int pictureHeight;
    private MacroblockType type;
    private int part;
    private int expectedX;
    private int expectedY;
    private int leastX;
    private int mostX;
    private int leastY;
    private int mostY;

    /** The best vector in quarter samples and its cost: transformed difference plus λ for each bit of the vector. */
    int bestX;

    int bestY;
    int bestCost;

    /** With λ in 1/16. */
    MotionSearch(ReferencePicture reference, int lambda) {
        this.lambda = lambda;
        trials = new VectorTrials(reference);
        pictureWidth = reference.luma.width;
        pictureHeight = reference.luma.height;
    }

    /** The next searches are for this macroblock. */
    void begin(SourceMacroblock source, int mbX, int mbY) {
        trials.begin(source, mbX, mbY);
        leastX = Math.max(-FARTHEST, -OUTSIDE - mbX * 16);
        leastY = Math.max(-FARTHEST, -OUTSIDE - mbY * 16);
        mostX = Math.min(FARTHEST, pictureWidth + OUTSIDE - 16 - mbX * 16);
        mostY = Math.min(FARTHEST, pictureHeight + OUTSIDE - 16 - mbY * 16);
    }

    /** The next vectors are for this part, and coded as the distance from another. */
    void select(MacroblockType type, int part, int expectedX, int expectedY) {
        this.type = type;
        this.part = part;
        this.expectedX = expectedX;
        this.expectedY = expectedY;
        bestCost = GREATEST;
    }

    /** Whether a vector in quarter samples stays inside the margin. */
    boolean reaches(int x, int y) {
        return x >> 2 >= leastX && x >> 2 < mostX && y >> 2 >= leastY && y >> 2 < mostY;
    }

    private int vectorCost(int x, int y) {
        return lambda * (VectorWriter.length(x - expectedX) + VectorWriter.length(y - expectedY)) >> 4;
    }

    /** Considers a whole-sample vector near one in quarter samples. */
    void consider(int x, int y) {
        tryWhole(x + 2 >> 2, y + 2 >> 2);
    }

    private boolean tryWhole(int x, int y) {
        boolean isBest = bestCost < GREATEST && 4 * x == bestX && 4 * y == bestY;
        if (isBest || x < leastX || x > mostX || y < leastY || y > mostY) {
            return false;
        }
        int cost = vectorCost(4 * x, 4 * y);
        if (cost < bestCost) {
            cost += trials.absolute(4 * x, 4 * y, bestCost - cost);
        }
        if (cost >= bestCost) {
            return false;
        }
        bestCost = cost;
        bestX = 4 * x;
        bestY = 4 * y;
        return true;
    }

    /** Considers the expected vector. */
    void tryExpected() {
        tryQuarter(expectedX, expectedY);
    }

    /** Improves a vector that may be right as it is. */
    void settle() {
        int x = bestX;
        int y = bestY;
        diamond(1);
        if (x != bestX || y != bestY) {
            diamond(2);
            diamond(1);
        }
    }

    /** Improves what was considered, by whole samples and then by quarters. */
    void refine() {
        int steps = 0;
        while (steps < HEXAGON_STEPS && hexagon()) {
            steps++;
        }
        int x = bestX;
        int y = bestY;
        bestCost = GREATEST;
        tryExpected();
        tryQuarter(x, y);
        diamond(2);
        diamond(1);
    }

    /** Considers whole samples around the best; whether one is better. */
    private boolean hexagon() {
        int x = bestX >> 2;
        int y = bestY >> 2;
        boolean isBetter = false;
        for (int i = 0; i < HEXAGON_X.length; i++) {
            isBetter |= tryWhole(x + HEXAGON_X[i], y + HEXAGON_Y[i]);
        }
        return isBetter;
    }

    private void diamond(int distance) {
        for (int step = 0; step < 2; step++) {
            int x = bestX;
            int y = bestY;
            for (int i = 0; i < DIAMOND_X.length; i++) {
                tryQuarter(x + DIAMOND_X[i] * distance, y + DIAMOND_Y[i] * distance);
            }
            if (x == bestX && y == bestY) {
                return;
            }
        }
    }

    /** Takes the best vector for a part of those tried; the others count only where they were looked at. */
    void choose(MacroblockType type, int part, int expectedX, int expectedY) {
        select(type, part, expectedX, expectedY);
        for (int i = 0; i < trials.count(); i++) {
            if (trials.isKnown(type, part, i)) {
                tryTrial(i);
            }
        }
    }

    /** Transformed difference of the macroblock if each of its quarters had a vector of its own, of those tried so far. */
    int leastOfQuarters() {
        return trials.leastOfQuarters();
    }

    /** Improves what was chosen by quarters. */
    void improve() {
        tryExpected();
        diamond(2);
        diamond(1);
    }

    /** Transformed difference of an 8×8 block by a vector. */
    int distortion(int quarter, int x, int y) {
        return trials.distortion(MacroblockType.INTER_8X8, quarter, trials.of(x, y));
    }

    /** The same by one 8×8 transform. */
    int distortion8x8(int quarter, int x, int y) {
        return trials.distortion8x8(quarter, x, y);
    }

    /** Considers a vector in quarter samples. */
    private void tryQuarter(int x, int y) {
        if (reaches(x, y)) {
            tryTrial(trials.of(x, y));
        }
    }

    private void tryTrial(int trial) {
        int x = trials.x[trial];
        int y = trials.y[trial];
        int cost = vectorCost(x, y);
        if (cost < bestCost) {
            cost += trials.distortion(type, part, trial);
        }
        if (cost < bestCost) {
            bestCost = cost;
            bestX = x;
            bestY = y;
        }
    }
}
