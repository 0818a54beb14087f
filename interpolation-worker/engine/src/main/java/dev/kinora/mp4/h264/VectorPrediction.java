package dev.kinora.mp4.h264;

/** The vector that a part is taken to have, from those to the left and above (ITU-T H.264, 8.4.1). */
final class VectorPrediction {
    private static final int NO_DIRECTION = -1;

    private final PictureContext context;
    /** The result, in quarter samples. */
    int x;

    int y;

    VectorPrediction(PictureContext context) {
        this.context = context;
    }

    /** Of a part of a macroblock whose earlier parts are noted in the context. */
    void of(MacroblockType type, int part, int mbX, int mbY) {
        int partX = type.partX(part);
        int partY = type.partY(part);
        int at = context.block(mbX, mbY) + partY * context.stride + partX;
        int left = at - 1;
        int top = at - context.stride;
        int diagonal = top + type.partWidth();
        // What lies right of the macroblock or in a later part of it is not coded yet.
        boolean isCoded = partY == 0 || type == MacroblockType.INTER_8X8 && partX == 0;
        if (!isCoded || context.references[diagonal] == PictureContext.OUTSIDE) {
            diagonal = top - 1;
        }
        int direct =
                switch (type) {
                    case INTER_16X8 -> part == 0 ? top : left;
                    case INTER_8X16 -> part == 0 ? left : diagonal;
                    default -> NO_DIRECTION;
                };
        if (direct != NO_DIRECTION && isInter(direct)) {
            take(direct);
        } else {
            median(left, top, diagonal);
        }
    }

    /** Of a skipped macroblock (8.4.1.1). */
    void ofSkip(int mbX, int mbY) {
        int at = context.block(mbX, mbY);
        if (isStill(at - 1) || isStill(at - context.stride)) {
            x = 0;
            y = 0;
        } else {
            of(MacroblockType.INTER_16X16, 0, mbX, mbY);
        }
    }

    private boolean isStill(int at) {
        return context.references[at] == PictureContext.OUTSIDE
                || isInter(at) && context.vectorX[at] == 0 && context.vectorY[at] == 0;
    }

    private boolean isInter(int at) {
        return context.references[at] == PictureContext.PREVIOUS;
    }

    private void take(int at) {
        x = context.vectorX[at];
        y = context.vectorY[at];
    }

    private void median(int left, int top, int diagonal) {
        int inter = (isInter(left) ? 1 : 0) + (isInter(top) ? 1 : 0) + (isInter(diagonal) ? 1 : 0);
        if (inter == 1) {
            take(isInter(left) ? left : isInter(top) ? top : diagonal);
        } else if (isOutside(top) && isOutside(diagonal) && !isOutside(left)) {
            take(left);
        } else {
            x = median(context.vectorX, left, top, diagonal);
            y = median(context.vectorY, left, top, diagonal);
        }
    }

    private boolean isOutside(int at) {
        return context.references[at] == PictureContext.OUTSIDE;
    }

    private static int median(int[] values, int a, int b, int c) {
        int low = Math.min(values[a], values[b]);
        int high = Math.max(values[a], values[b]);
        return Math.max(low, Math.min(high, values[c]));
    }
}
