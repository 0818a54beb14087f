package dev.kinora.mp4.h264;

import org.jcodec.common.io.BitWriter;

/** Takes syntax elements (ITU-T H.264, 9.1); without a writer it only counts their bits. */
final class BitSink {
    private BitWriter writer;
    private int count;

    /** Counts from 0 on; from now on bits go to the writer, or nowhere if it is null. */
    BitSink to(BitWriter writer) {
        this.writer = writer;
        count = 0;
        return this;
    }

    /** Bits taken. */
    int count() {
        return count;
    }

    /** The lowest bits of a value, 0 to 31 of them. */
    void bits(int value, int length) {
        count += length;
        if (writer != null && length > 0) {
            writer.writeNBit(value, length);
        }
    }

    void unsigned(int value) {
        int length = 32 - Integer.numberOfLeadingZeros(value + 1);
        bits(0, length - 1);
        bits(value + 1, length);
    }

    void signed(int value) {
        unsigned(value > 0 ? 2 * value - 1 : -2 * value);
    }

    /** Length of a signed element. */
    static int signedLength(int value) {
        int number = value > 0 ? 2 * value : 1 - 2 * value;
        return 63 - 2 * Integer.numberOfLeadingZeros(number);
    }
}
