package dev.kinora.mp4.h264;

/** Looks for the vector of a block that costs least: hexagon over whole samples, then half and quarter ones. */
final class MotionSearch {
    /** How far a reference block may begin outside the picture; the margin holds the filter's taps, too. */
    private static final int OUTSIDE = 24;
    /** Vertical range of level 3.1 and up (ITU-T H.264, table A-1) and less than the horizontal one, in samples. */
    private static final int FARTHEST = 508;

    private static final int GREATEST = Integer.MAX_VALUE / 2;
    private static final int HEXAGON_STEPS = 12;
    private static final int[] HEXAGON_X = {-2, -1, 1, 2, 1, -1};
    private static final int[] HEXAGON_Y = {0, -2, -2, 0, 2, 2};
    private static final int[] SQUARE_X = {0, -1, 1, 0, -1, 1, -1, 1};
    private static final int[] SQUARE_Y = {-1, 0, 0, 1, -1, -1, 1, 1};

    private final int[] prediction = new int[256];
    private final int lambda;
    private final ReferencePicture reference;
    private int[] source;
    private int at;
    private int blockX;
    private int blockY;
    private int width;
    private int height;
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
        this.reference = reference;
        this.lambda = lambda;
    }

    /** The next searches are for this part of a macroblock, whose vector is coded as the distance from another. */
    void begin(int[] source, MacroblockType type, int part, int mbX, int mbY, int expectedX, int expectedY) {
        this.source = source;
        this.expectedX = expectedX;
        this.expectedY = expectedY;
        width = type.partWidth() * 4;
        height = type.partHeight() * 4;
        at = type.partY(part) * 64 + type.partX(part) * 4;
        blockX = mbX * 16 + type.partX(part) * 4;
        blockY = mbY * 16 + type.partY(part) * 4;
        leastX = Math.max(-FARTHEST, -OUTSIDE - blockX);
        leastY = Math.max(-FARTHEST, -OUTSIDE - blockY);
        mostX = Math.min(FARTHEST, reference.luma[0].width + OUTSIDE - width - blockX);
        mostY = Math.min(FARTHEST, reference.luma[0].height + OUTSIDE - height - blockY);
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
    void consider(int quarterX, int quarterY) {
        tryWhole(quarterX + 2 >> 2, quarterY + 2 >> 2);
    }

    private boolean tryWhole(int x, int y) {
        if (x < leastX || x > mostX || y < leastY || y > mostY) {
            return false;
        }
        int cost = vectorCost(4 * x, 4 * y);
        if (cost < bestCost) {
            Plane plane = reference.luma[0];
            int from = plane.at(blockX + x, blockY + y);
            cost += Distortion.absolute(
                    source, at, 16, plane.samples, from, plane.stride, width, height, bestCost - cost);
        }
        if (cost >= bestCost) {
            return false;
        }
        bestCost = cost;
        bestX = 4 * x;
        bestY = 4 * y;
        return true;
    }

    /** Improves what was considered, by whole samples and then by quarters. */
    void refine() {
        hexagon();
        square();
        refineFrom(bestX, bestY);
    }

    /** Improves a vector by quarters only. */
    void refineFrom(int x, int y) {
        bestCost = GREATEST;
        tryQuarter(expectedX, expectedY);
        tryQuarter(x, y);
        diamond(2);
        diamond(1);
    }

    private void hexagon() {
        for (int step = 0; step < HEXAGON_STEPS; step++) {
            int x = bestX >> 2;
            int y = bestY >> 2;
            boolean isBetter = false;
            for (int i = 0; i < 6; i++) {
                isBetter |= tryWhole(x + HEXAGON_X[i], y + HEXAGON_Y[i]);
            }
            if (!isBetter) {
                return;
            }
        }
    }

    private void square() {
        int x = bestX >> 2;
        int y = bestY >> 2;
        for (int i = 0; i < 8; i++) {
            tryWhole(x + SQUARE_X[i], y + SQUARE_Y[i]);
        }
    }

    private void diamond(int distance) {
        for (int step = 0; step < 2; step++) {
            int x = bestX;
            int y = bestY;
            for (int i = 0; i < 4; i++) {
                tryQuarter(x + SQUARE_X[i] * distance, y + SQUARE_Y[i] * distance);
            }
            if (x == bestX && y == bestY) {
                return;
            }
        }
    }

    /** Considers a vector in quarter samples. */
    void tryQuarter(int x, int y) {
        if (!reaches(x, y)) {
            return;
        }
        int cost = vectorCost(x, y);
        if (cost >= bestCost) {
            return;
        }
        InterPrediction.luma(reference, blockX, blockY, x, y, width, height, prediction, at);
        cost += Distortion.transformed(source, prediction, at, width, height, 16, bestCost - cost);
        if (cost < bestCost) {
            bestCost = cost;
            bestX = x;
            bestY = y;
        }
    }
}
