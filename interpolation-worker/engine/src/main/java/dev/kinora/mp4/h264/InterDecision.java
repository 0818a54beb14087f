package dev.kinora.mp4.h264;

/** Chooses a macroblock's partition and vectors by transformed difference. */
final class InterDecision {
    /** Bits of mb_type and, with four parts, of their sub-types. */
    private static final int[] TYPE_BITS = {1, 3, 3, 9};

    /**
     * Of the quantiser, for each sample: grain of σ = 2 that no vector predicts stays below at the default quality. Measured:
     * 1.2 times as fast on smooth photos, 0.6 % smaller to 2.6 % larger.
     */
    private static final double NEAR_STEPS = 0.7;

    /**
     * Of what those around cost: a vector that was expected and costs less needs no search. Measured with the next constant:
     * 1.1 times as fast on detailed photos, 1 % larger; 5 % larger where everything zooms.
     */
    private static final double AS_EXPECTED = 1.2;
    /** So many times the bits of the type are what parts take at least, as three more vectors come with them. */
    private static final int DIVIDED = 3;

    private static final MacroblockType[] HALVES = {MacroblockType.INTER_16X8, MacroblockType.INTER_8X16};

    private final PictureContext context;
    private final VectorPrediction expected;
    private final MotionSearch search;
    private final int lambda;
    /** The cost up to which one vector is near enough. */
    private final double near;

    /** The macroblock that is decided on. */
    private int macroblockAt;

    private boolean isAsExpected;
    private final int[] vectorX = new int[4];
    private final int[] vectorY = new int[4];

    /**
     * Prepares to predict from a picture.
     *
     * @param lambda price of a bit in 1/16 of transformed difference
     * @param step of the quantiser
     */
    InterDecision(PictureContext context, ReferencePicture reference, int lambda, double step) {
        this.context = context;
        this.expected = new VectorPrediction(context);
        this.search = new MotionSearch(reference, lambda);
        this.lambda = lambda;
        this.near = NEAR_STEPS * 256 * step;
    }

    /** Sets the type and vectors of the macroblock that {@link #skip} began with; returns the cost. Leaves its vectors in the context for the moment. */
    int choose(Macroblock macroblock, int mbX, int mbY) {
        int least = searchWhole(macroblock, mbX, mbY);
        if (isNear(least) || isAsExpected || !mayBeDivided(least)) {
            return least;
        }
        int quarters = price(MacroblockType.INTER_8X8, mbX, mbY, least);
        if (quarters < least) {
            accept(macroblock, MacroblockType.INTER_8X8);
            least = quarters;
            for (MacroblockType type : HALVES) {
                int cost = price(type, mbX, mbY, least);
                if (cost < least) {
                    accept(macroblock, type);
                    least = cost;
                }
            }
        }
        return least;
    }

    /** Whether parts could cost less, going by the vectors that were tried for the whole. */
    private boolean mayBeDivided(int least) {
        return search.leastOfQuarters() + DIVIDED * typeCost(MacroblockType.INTER_8X8) < least;
    }

    /** The best vector of the undivided macroblock. */
    private int searchWhole(Macroblock macroblock, int mbX, int mbY) {
        expected.of(MacroblockType.INTER_16X16, 0, mbX, mbY);
        search.select(MacroblockType.INTER_16X16, 0, expected.x, expected.y);
        search.tryExpected();
        int at = context.block(mbX, mbY);
        int around = cost(at - 1, -1) + cost(at - context.stride, -context.mbStride);
        isAsExpected = search.bestCost <= AS_EXPECTED / 2 * around;
        if (isAsExpected) {
            search.settle();
        } else {
            searchAround(at);
        }
        context.interCosts[macroblockAt] = search.bestCost;
        vectorX[0] = search.bestX;
        vectorY[0] = search.bestY;
        accept(macroblock, MacroblockType.INTER_16X16);
        return search.bestCost + typeCost(MacroblockType.INTER_16X16);
    }

    /** What the macroblock cost that a block belongs to and that is so far away; 0 if it does not move. */
    private int cost(int block, int distance) {
        boolean isMoved = context.references[block] == PictureContext.PREVIOUS;
        return isMoved ? context.interCosts[macroblockAt + distance] : 0;
    }

    /** Searches from the vectors of the macroblocks around one whose first block is at an index. */
    private void searchAround(int at) {
        int top = at - context.stride;
        search.select(MacroblockType.INTER_16X16, 0, expected.x, expected.y);
        search.consider(expected.x, expected.y);
        search.consider(0, 0);
        search.consider(context.vectorX[at], context.vectorY[at]); // of the picture before at this place
        search.consider(context.vectorX[at - 1], context.vectorY[at - 1]);
        search.consider(context.vectorX[top], context.vectorY[top]);
        search.consider(context.vectorX[top + 4], context.vectorY[top + 4]);
        search.refine();
    }

    /**
     * Whether the vector that was expected predicts the macroblock that was chosen for last as well as those around it are
     * predicted. It moves with them then, and is not newly uncovered.
     */
    boolean isAsExpected() {
        return isAsExpected;
    }

    /** Whether little of a macroblock is left to be coded at that cost: skipping may pay, and no other prediction gains much. */
    boolean isNear(int cost) {
        return cost <= near;
    }

    private int typeCost(MacroblockType type) {
        return lambda * TYPE_BITS[type.ordinal()] >> 4;
    }

    private void accept(Macroblock macroblock, MacroblockType type) {
        macroblock.type = type;
        System.arraycopy(vectorX, 0, macroblock.vectorX, 0, 4);
        System.arraycopy(vectorY, 0, macroblock.vectorY, 0, 4);
    }

    /** Cost of a partition by the best of the tried vectors for each part; given up over a limit. */
    private int price(MacroblockType type, int mbX, int mbY, int limit) {
        int at = context.block(mbX, mbY);
        context.fill(context.references, at, 4, 4, PictureContext.PREVIOUS);
        int cost = typeCost(type);
        for (int part = 0; part < type.parts && cost < limit; part++) {
            expected.of(type, part, mbX, mbY);
            search.choose(type, part, expected.x, expected.y);
            search.improve();
            cost += search.bestCost;
            vectorX[part] = search.bestX;
            vectorY[part] = search.bestY;
            int partAt = at + type.partY(part) * context.stride + type.partX(part);
            context.fill(context.vectorX, partAt, type.partWidth(), type.partHeight(), vectorX[part]);
            context.fill(context.vectorY, partAt, type.partWidth(), type.partHeight(), vectorY[part]);
        }
        return cost;
    }

    /** Begins with a macroblock and sets it to what skipping means; false if that reaches out of the margin. */
    boolean skip(Macroblock macroblock, SourceMacroblock source, int mbX, int mbY) {
        expected.ofSkip(mbX, mbY);
        macroblock.type = MacroblockType.INTER_16X16;
        macroblock.vectorX[0] = expected.x;
        macroblock.vectorY[0] = expected.y;
        search.begin(source, mbX, mbY);
        macroblockAt = context.macroblock(mbX, mbY);
        return search.reaches(expected.x, expected.y);
    }

    /** Transformed difference of what {@link #skip} has set. */
    int skipDistortion() {
        int sum = 0;
        for (int quarter = 0; quarter < 4; quarter++) {
            sum += search.distortion(quarter, expected.x, expected.y);
        }
        context.interCosts[macroblockAt] = sum;
        return sum;
    }

    /** Whether the transformed difference of a macroblock is less by 8×8 transforms than by 4×4 ones. */
    boolean isNearerBy8x8(Macroblock macroblock) {
        int small = 0;
        int large = 0;
        for (int quarter = 0; quarter < 4; quarter++) {
            int part = macroblock.partOf(quarter);
            int x = macroblock.vectorX[part];
            int y = macroblock.vectorY[part];
            small += search.distortion(quarter, x, y);
            large += search.distortion8x8(quarter, x, y);
        }
        return large < small;
    }
}
