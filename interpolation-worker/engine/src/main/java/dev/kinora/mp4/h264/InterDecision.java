package dev.kinora.mp4.h264;

/** Chooses a macroblock's partition and vectors by transformed difference. */
final class InterDecision {
    /** Bits of mb_type and, with four parts, of their sub-types. */
    private static final int[] TYPE_BITS = {1, 3, 3, 9};

    private final PictureContext context;
    private final VectorPrediction expected;
    private final MotionSearch search;
    private final int lambda;
    private final int[] vectorX = new int[4];
    private final int[] vectorY = new int[4];

    InterDecision(PictureContext context, ReferencePicture reference, int lambda) {
        this.context = context;
        this.expected = new VectorPrediction(context);
        this.search = new MotionSearch(reference, lambda);
        this.lambda = lambda;
    }

    /** Sets a macroblock's type and vectors; returns the cost. Leaves its vectors in the context for the moment. */
    int choose(SourceMacroblock source, Macroblock macroblock, int mbX, int mbY) {
        int before = context.block(mbX, mbY);
        int beforeX = context.vectorX[before]; // of the picture before at this place
        int beforeY = context.vectorY[before];
        int least =
                price(MacroblockType.INTER_16X16, source, macroblock, mbX, mbY, beforeX, beforeY, Integer.MAX_VALUE);
        macroblock.type = MacroblockType.INTER_16X16;
        accept(macroblock);
        int wholeX = vectorX[0];
        int wholeY = vectorY[0];
        for (MacroblockType type :
                new MacroblockType[] {MacroblockType.INTER_8X8, MacroblockType.INTER_16X8, MacroblockType.INTER_8X16}) {
            int cost = price(type, source, macroblock, mbX, mbY, wholeX, wholeY, least);
            if (cost < least) {
                least = cost;
                macroblock.type = type;
                accept(macroblock);
            }
        }
        return least;
    }

    private void accept(Macroblock macroblock) {
        System.arraycopy(vectorX, 0, macroblock.vectorX, 0, 4);
        System.arraycopy(vectorY, 0, macroblock.vectorY, 0, 4);
    }

    private int price(
            MacroblockType type,
            SourceMacroblock source,
            Macroblock macroblock,
            int mbX,
            int mbY,
            int nearX,
            int nearY,
            int most) {
        int at = context.block(mbX, mbY);
        context.fill(context.references, at, 4, 4, PictureContext.PREVIOUS);
        int cost = lambda * TYPE_BITS[type.ordinal()] >> 4;
        for (int part = 0; part < type.parts && cost < most; part++) {
            expected.of(type, part, mbX, mbY);
            search.begin(source.luma, type, part, mbX, mbY, expected.x, expected.y);
            search.consider(0, 0);
            search.consider(expected.x, expected.y);
            search.consider(nearX, nearY);
            if (part == 0) {
                search.consider(context.vectorX[at - 1], context.vectorY[at - 1]);
                int top = at - context.stride;
                search.consider(context.vectorX[top], context.vectorY[top]);
                search.consider(context.vectorX[top + 4], context.vectorY[top + 4]);
            }
            search.refine();
            cost += search.bestCost;
            vectorX[part] = search.bestX;
            vectorY[part] = search.bestY;
            int partAt = at + type.partY(part) * context.stride + type.partX(part);
            context.fill(context.vectorX, partAt, type.partWidth(), type.partHeight(), search.bestX);
            context.fill(context.vectorY, partAt, type.partWidth(), type.partHeight(), search.bestY);
        }
        return cost;
    }

    /** Sets a macroblock to what skipping means; false if that reaches out of the margin. */
    boolean skip(Macroblock macroblock, SourceMacroblock source, int mbX, int mbY) {
        expected.ofSkip(mbX, mbY);
        macroblock.type = MacroblockType.INTER_16X16;
        macroblock.vectorX[0] = expected.x;
        macroblock.vectorY[0] = expected.y;
        search.begin(source.luma, MacroblockType.INTER_16X16, 0, mbX, mbY, expected.x, expected.y);
        return search.reaches(expected.x, expected.y);
    }
}
