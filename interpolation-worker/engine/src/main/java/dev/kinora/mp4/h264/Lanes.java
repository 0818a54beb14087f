package dev.kinora.mp4.h264;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Eight samples in a long, or four numbers of sixteen bits each, for arithmetic on all at once.
 *
 * <p>Four signed numbers are the sum of each times its place value, so they add and subtract like one number; only what
 * looks at single lanes has to mind that a negative one borrows from the next.
 */
final class Lanes {
    /** One in each of four lanes. */
    static final long ONES = 0x0001_0001_0001_0001L;

    private static final long LOW_BYTES = 0x00ff_00ff_00ff_00ffL;
    private static final long LOW_BITS_CLEARED_AND_MOVED = 0x7f7f_7f7f_7f7f_7f7fL;
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private Lanes() {}

    /** Eight samples from an index on. */
    static long eight(byte[] samples, int at) {
        return (long) EIGHT.get(samples, at);
    }

    /** Of eight samples the first, third, fifth and seventh, each in a lane. */
    static long even(long samples) {
        return samples & LOW_BYTES;
    }

    /** Of eight samples the second, fourth, sixth and eighth. */
    static long odd(long samples) {
        return samples >>> 8 & LOW_BYTES;
    }

    /** Means of eight samples each, rounded up. */
    static long mean(long first, long second) {
        return (first | second) - ((first ^ second) >>> 1 & LOW_BITS_CLEARED_AND_MOVED);
    }

    /** Four signed numbers without their signs. */
    static long magnitudes(long numbers) {
        long signs = (numbers >>> 15 & ONES) * 0xffff;
        return numbers + signs ^ signs;
    }

    /** Sum of four numbers without a sign, if it is below 2^16. */
    static int sum(long numbers) {
        return (int) (numbers * ONES >>> 48);
    }
}
