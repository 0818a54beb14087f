package dev.kinora.mp4.h264;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jcodec.codecs.common.biari.MConst;

/**
 * CABAC's arithmetic coder (ITU-T H.264, 9.3.4.2 to 9.3.4.5). Unlike the standard's, which holds back bits that a carry may
 * still change, it puts out whole bytes at once and lets a carry run back through them: the same bits.
 */
final class ArithmeticCoder implements BinSink {
    private static final int FIRST_RANGE = 510;
    /** Leading zeros of an int that holds the least range of nine bits. */
    private static final int RANGE_ZEROS = 23;
    /** Range of the less probable bin, at pStateIdx · 4 + two bits of the range. */
    private static final short[] LESS_PROBABLE = lessProbable();

    private final ContextModels models;
    private byte[] bytes = new byte[1 << 16];
    private int length;
    private int range;
    /** Low end of the interval: nine bits below those that wait to become bytes. */
    private int low;

    private int waiting;

    ArithmeticCoder(ContextModels models) {
        this.models = models;
    }

    private static short[] lessProbable() {
        short[] ranges = new short[256];
        for (int i = 0; i < 256; i++) {
            ranges[i] = (short) MConst.rangeLPS[i & 3][i >> 2];
        }
        return ranges;
    }

    /** Begins with these bytes, the slice's header. */
    void begin(ByteBuffer header) {
        length = header.remaining();
        header.get(bytes, 0, length);
        range = FIRST_RANGE;
        low = 0;
        waiting = 0;
    }

    @Override
    public void bin(int context, int value) {
        int state = models.learn(context, value);
        int less = LESS_PROBABLE[(state >> 1 << 2) + (range >> 6 & 3)];
        int more = range - less;
        int ifLess = -((state ^ value) & 1); // all bits or none: nobody could foretell a branch
        low += more & ifLess;
        range = more ^ (more ^ less) & ifLess;
        renormalise();
    }

    private void renormalise() {
        int shift = Integer.numberOfLeadingZeros(range) - RANGE_ZEROS;
        range <<= shift;
        shift(shift);
    }

    private void shift(int width) {
        low <<= width;
        await(width);
    }

    private void await(int width) {
        waiting += width;
        if (waiting >= 8) {
            put();
        }
    }

    /** Puts out the upper eight waiting bits. */
    private void put() {
        waiting -= 8;
        int kept = waiting + 9;
        int next = low >>> kept;
        low &= (1 << kept) - 1;
        if (next > 255) {
            carry();
        }
        if (length == bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * length);
        }
        bytes[length++] = (byte) next;
    }

    /** The interval ends below 1, so a carry meets a byte below 255 before it meets the header. */
    private void carry() {
        int at = length - 1;
        while (++bytes[at] == 0) {
            at--;
        }
    }

    @Override
    public void bypass(int value, int length) {
        for (int left = length; left > 0; left -= 8) {
            int width = Math.min(left, 8);
            int bits = value >> left - width & (1 << width) - 1;
            low = (low << width) + range * bits;
            await(width);
        }
    }

    @Override
    public void terminate(int value) {
        range -= 2;
        if (value != 0) {
            low += range;
            range = 2;
        }
        renormalise();
    }

    /** After the terminating bin: the last bits, the last of which is rbsp_stop_one_bit. Returns all since the beginning. */
    ByteBuffer finish() {
        low |= 1 << 7;
        for (int left = waiting + 2; left > 0; left -= 8) {
            shift(8);
        }
        return ByteBuffer.wrap(bytes, 0, length);
    }
}
