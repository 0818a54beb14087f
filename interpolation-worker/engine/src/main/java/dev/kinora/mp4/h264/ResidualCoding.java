package dev.kinora.mp4.h264;

/** Levels of one block as bins (ITU-T H.264, 7.3.5.3.3 and 9.3.2.3). */
final class ResidualCoding {
    /** From this magnitude on the prefix is full. */
    private static final int SUFFIXED = 15;

    private ResidualCoding() {}

    /** Whether a block has a level that is not 0. */
    static boolean isCoded(BlockKind kind, int[] levels, int at) {
        for (int i = at; i < at + kind.length; i++) {
            if (levels[i] != 0) {
                return true;
            }
        }
        return false;
    }

    /** Writes a block that has levels other than 0, in scan order from index {@code at}. */
    static void write(BinSink sink, BlockKind kind, int[] levels, int at) {
        int last = kind.length - 1;
        while (levels[at + last] == 0) {
            last--;
        }
        writeMap(sink, kind, levels, at, last);
        writeLevels(sink, kind, levels, at, last);
    }

    private static void writeLevels(BinSink sink, BlockKind kind, int[] levels, int at, int last) {
        int ones = 0;
        int greater = 0;
        for (int i = at + last; i >= at; i--) {
            int level = levels[i];
            if (level != 0) {
                int magnitude = Math.abs(level);
                int first = kind.magnitude + (greater > 0 ? 0 : Math.min(4, 1 + ones));
                int further = kind.magnitude + 5 + Math.min(kind.mostGreater, greater);
                writeMagnitude(sink, magnitude, first, further);
                sink.bypass(level >>> 31, 1);
                if (magnitude == 1) {
                    ones++;
                } else {
                    greater++;
                }
            }
        }
    }

    private static void writeMap(BinSink sink, BlockKind kind, int[] levels, int at, int last) {
        int end = Math.min(last, kind.length - 2);
        for (int i = 0; i <= end; i++) {
            if (levels[at + i] == 0) {
                sink.bin(kind.significant[i], 0);
            } else {
                sink.bin(kind.significant[i], 1);
                sink.bin(kind.last[i], i == last ? 1 : 0);
            }
        }
    }

    private static void writeMagnitude(BinSink sink, int magnitude, int first, int further) {
        if (magnitude == 1) {
            sink.bin(first, 0);
            return;
        }
        sink.bin(first, 1);
        int prefix = Math.min(magnitude, SUFFIXED);
        for (int i = 2; i < prefix; i++) {
            sink.bin(further, 1);
        }
        if (magnitude < SUFFIXED) {
            sink.bin(further, 0);
        } else {
            sink.suffix(magnitude - SUFFIXED, 0);
        }
    }
}
