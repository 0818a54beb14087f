package dev.kinora.mp4.h264;

/** A macroblock's vectors as bins (ITU-T H.264, 9.3.2.3 and 9.3.3.1.1.7). */
final class VectorWriter {
    private static final int DIFFERENCE_X = 40;
    private static final int DIFFERENCE_Y = 47;
    /** From this magnitude on the prefix is full, and a suffix of order 3 follows. */
    private static final int SUFFIXED = 9;

    private static final int ORDER = 3;

    private final PictureContext context;
    private final VectorPrediction expected;

    VectorWriter(PictureContext context) {
        this.context = context;
        this.expected = new VectorPrediction(context);
    }

    void write(BinSink sink, Macroblock macroblock, int mbX, int mbY) {
        MacroblockType type = macroblock.type;
        int first = context.block(mbX, mbY);
        for (int part = 0; part < type.parts; part++) {
            expected.of(type, part, mbX, mbY);
            int x = macroblock.vectorX[part] - expected.x;
            int y = macroblock.vectorY[part] - expected.y;
            int at = first + type.partY(part) * context.stride + type.partX(part);
            write(sink, DIFFERENCE_X, x, context.differenceX[at - 1] + context.differenceX[at - context.stride]);
            write(sink, DIFFERENCE_Y, y, context.differenceY[at - 1] + context.differenceY[at - context.stride]);
            context.noteDifferences(at, type.partWidth(), type.partHeight(), x, y);
        }
    }

    /** About how many bits one component takes in a search, where nothing is known of those around: Exp-Golomb's. */
    static int length(int difference) {
        int number = difference > 0 ? 2 * difference : 1 - 2 * difference;
        return 63 - 2 * Integer.numberOfLeadingZeros(number);
    }

    /** One component; {@code around} is the sum of the magnitudes to the left and above. */
    private static void write(BinSink sink, int first, int difference, int around) {
        int magnitude = Math.abs(difference);
        sink.bin(first + (around < 3 ? 0 : around > 32 ? 2 : 1), magnitude > 0 ? 1 : 0);
        if (magnitude == 0) {
            return;
        }
        for (int i = 1; i < Math.min(magnitude, SUFFIXED); i++) {
            sink.bin(first + Math.min(i + 2, 6), 1);
        }
        if (magnitude < SUFFIXED) {
            sink.bin(first + Math.min(magnitude + 2, 6), 0);
        } else {
            sink.suffix(magnitude - SUFFIXED, ORDER);
        }
        sink.bypass(difference >>> 31, 1);
    }
}
