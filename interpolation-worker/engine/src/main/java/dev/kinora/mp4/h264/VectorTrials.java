package dev.kinora.mp4.h264;

/**
 * Vectors that are tried for a macroblock, and how far each of its quarters is from what they point at: looked at once, when
 * first asked for.
 */
final class VectorTrials {
    /** More than a search tries. */
    private static final int MOST = 256;

    private static final int UNKNOWN = -1;
    /** Of a quarter: the sum of four still is an int. */
    private static final int GREATEST = Integer.MAX_VALUE / 4;
    /** The quarters of each part, a bit each. */
    private static final int[][] QUARTERS = {{0b1111}, {0b0011, 0b1100}, {0b0101, 0b1010}, {1, 2, 4, 8}};

    /** In quarter samples. */
    final int[] x = new int[MOST];

    final int[] y = new int[MOST];
    private final int[] distortion = new int[4 * MOST];
    /** Where a vector stands, by its lowest bits; what stands at or above the count is of an earlier macroblock. */
    private final int[] slots = new int[256];

    private final ReferenceBlock block;
    private SourceMacroblock source;
    private int left;
    private int top;
    private int count;

    VectorTrials(ReferencePicture reference) {
        block = new ReferenceBlock(reference);
    }

    /** Forgets all; the next are for this macroblock. */
    void begin(SourceMacroblock source, int mbX, int mbY) {
        this.source = source;
        left = 64 * mbX;
        top = 64 * mbY;
        count = 0;
    }

    int count() {
        return count;
    }

    /** The number of a vector, new or known; one that is forgotten for another at its slot is new. */
    int of(int vectorX, int vectorY) {
        int slot = (vectorY & 15) << 4 | vectorX & 15;
        int known = slots[slot];
        if (known < count && x[known] == vectorX && y[known] == vectorY) {
            return known;
        }
        slots[slot] = count;
        x[count] = vectorX;
        y[count] = vectorY;
        int at = 4 * count;
        distortion[at] = UNKNOWN;
        distortion[at + 1] = UNKNOWN;
        distortion[at + 2] = UNKNOWN;
        distortion[at + 3] = UNKNOWN;
        return count++;
    }

    /** Transformed difference of the whole macroblock if each quarter had the best of the vectors it was looked at by. */
    int leastOfQuarters() {
        int sum = 0;
        for (int quarter = 0; quarter < 4; quarter++) {
            int least = GREATEST;
            for (int at = quarter; at < 4 * count; at += 4) {
                least = distortion[at] == UNKNOWN ? least : Math.min(least, distortion[at]);
            }
            sum += least;
        }
        return sum;
    }

    /** Whether a part was looked at by a vector. */
    boolean isKnown(MacroblockType type, int part, int trial) {
        int quarters = QUARTERS[type.ordinal()][part];
        for (int quarter = 0; quarter < 4; quarter++) {
            if ((quarters >> quarter & 1) != 0 && distortion[4 * trial + quarter] == UNKNOWN) {
                return false;
            }
        }
        return true;
    }

    /** Transformed difference of a part by a vector. */
    int distortion(MacroblockType type, int part, int trial) {
        int quarters = QUARTERS[type.ordinal()][part];
        boolean isLocated = false;
        int sum = 0;
        for (int quarter = 0; quarter < 4; quarter++) {
            if ((quarters >> quarter & 1) != 0) {
                int at = 4 * trial + quarter;
                if (distortion[at] == UNKNOWN) {
                    if (!isLocated) {
                        block.locate(left + x[trial], top + y[trial]);
                        isLocated = true;
                    }
                    distortion[at] = ReferenceDistortion.transformed(source, block, quarter);
                }
                sum += distortion[at];
            }
        }
        return sum;
    }

    /** Difference of the whole macroblock by a vector, sample by sample; or of half of it, if that is over a limit. */
    int absolute(int vectorX, int vectorY, int limit) {
        block.locate(left + vectorX, top + vectorY);
        return ReferenceDistortion.absolute(source, block, limit);
    }

    /** Transformed difference of a quarter by one 8×8 transform. */
    int distortion8x8(int quarter, int vectorX, int vectorY) {
        block.locate(left + vectorX, top + vectorY);
        return ReferenceDistortion.transformed8x8(source, block, quarter);
    }
}
