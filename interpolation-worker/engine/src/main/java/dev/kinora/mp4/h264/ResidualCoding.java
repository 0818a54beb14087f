package dev.kinora.mp4.h264;

import org.jcodec.codecs.h264.H264Const;
import org.jcodec.common.io.VLC;

/** CAVLC: levels of one block as bits (ITU-T H.264, 9.2). The code tables are JCodec's. */
final class ResidualCoding {
    /** nC of chroma DC. */
    static final int CHROMA_DC = -1;

    private static final Code CHROMA_DC_TOKEN = new Code(H264Const.coeffTokenChromaDCY420);
    private static final Code[] TOKEN = codes(H264Const.CoeffToken, 9);
    private static final Code[] TOTAL_ZEROS = codes(H264Const.totalZeros16, 15);
    private static final Code[] CHROMA_DC_TOTAL_ZEROS = codes(H264Const.totalZeros4, 3);
    private static final Code[] RUN = codes(H264Const.run, 7);

    private final int[] nonZero = new int[16];
    private final int[] runs = new int[16];

    private static final class Code {
        final int[] bits;
        final int[] lengths;

        Code(VLC table) {
            lengths = table.getCodeSizes();
            bits = table.getCodes().clone();
            for (int i = 0; i < bits.length; i++) {
                bits[i] = lengths[i] == 0 ? 0 : bits[i] >>> 32 - lengths[i]; // they stand at the upper end
            }
        }

        void write(BitSink sink, int symbol) {
            sink.bits(bits[symbol], lengths[symbol]);
        }
    }

    private static Code[] codes(VLC[] tables, int count) {
        Code[] codes = new Code[count];
        for (int i = 0; i < count; i++) {
            codes[i] = new Code(tables[i]);
        }
        return codes;
    }

    /**
     * Writes a block.
     *
     * @param levels in scan order from index {@code at}
     * @param length how many the block can have: 4, 15 or 16
     * @param context nC: levels not 0 in the blocks to the left and above, on average
     * @return how many are not 0
     */
    int write(BitSink sink, int[] levels, int at, int length, int context) {
        int total = collect(levels, at, length);
        int ones = trailingOnes(total);
        Code token = context < 0 ? CHROMA_DC_TOKEN : TOKEN[Math.min(context, 8)];
        token.write(sink, total < 3 ? total * (total + 1) / 2 + ones : 4 * total - 6 + ones);
        if (total > 0) {
            writeLevels(sink, total, ones);
            writeRuns(sink, total, length);
        }
        return total;
    }

    /** Gathers levels from the last to the first, each with the zeros before it. */
    private int collect(int[] levels, int at, int length) {
        int total = 0;
        int zeros = 0;
        for (int i = length - 1; i >= 0; i--) {
            int level = levels[at + i];
            if (level != 0) {
                nonZero[total] = level;
                runs[total++] = 0;
                zeros = 0;
            } else if (total > 0) {
                runs[total - 1] = ++zeros;
            }
        }
        return total;
    }

    private int trailingOnes(int total) {
        int ones = 0;
        while (ones < Math.min(total, 3) && Math.abs(nonZero[ones]) == 1) {
            ones++;
        }
        return ones;
    }

    private void writeLevels(BitSink sink, int total, int ones) {
        for (int i = 0; i < ones; i++) {
            sink.bits(nonZero[i] >>> 31, 1);
        }
        int suffix = total > 10 && ones < 3 ? 1 : 0;
        for (int i = ones; i < total; i++) {
            int level = nonZero[i];
            int magnitude = Math.abs(level);
            int code = 2 * magnitude - (level > 0 ? 2 : 1) - (i == ones && ones < 3 ? 2 : 0);
            writeLevel(sink, code, suffix);
            suffix = Math.max(suffix, 1);
            if (magnitude > 3 << suffix - 1 && suffix < 6) {
                suffix++;
            }
        }
    }

    /** 9.2.2.1 read backwards. */
    private static void writeLevel(BitSink sink, int code, int suffix) {
        if (suffix == 0 && code >= 14 && code < 30) {
            sink.bits(1, 15);
            sink.bits(code - 14, 4);
        } else if (code < (suffix == 0 ? 14 : 15 << suffix)) {
            sink.bits(1, (code >> suffix) + 1);
            sink.bits(code & (1 << suffix) - 1, suffix);
        } else {
            sink.bits(1, 16);
            sink.bits(code - (suffix == 0 ? 30 : 15 << suffix), 12);
        }
    }

    private void writeRuns(BitSink sink, int total, int length) {
        int zeros = 0;
        for (int i = 0; i < total; i++) {
            zeros += runs[i];
        }
        if (total < length) {
            (length == 4 ? CHROMA_DC_TOTAL_ZEROS : TOTAL_ZEROS)[total - 1].write(sink, zeros);
        }
        for (int i = 0; i < total - 1 && zeros > 0; i++) {
            RUN[Math.min(zeros, 7) - 1].write(sink, runs[i]);
            zeros -= runs[i];
        }
    }
}
