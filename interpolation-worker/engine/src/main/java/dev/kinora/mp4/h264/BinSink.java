package dev.kinora.mp4.h264;

/** Takes the bins of syntax elements (ITU-T H.264, 9.3): to code them, or to say what they would cost. */
sealed interface BinSink permits ArithmeticCoder, BinCounter {
    /**
     * A bin of 0 or 1 that a context foretells.
     *
     * @param context ctxIdx, 0 to 1023
     */
    void bin(int context, int value);

    /** As many of the lowest bits of a value, 0 to 16, the highest first, each as likely 0 as 1. */
    void bypass(int value, int length);

    /** end_of_slice_flag, or the bin that says that a macroblock is not I_PCM. */
    void terminate(int value);

    /** The suffix of a value that is too large for its prefix: Exp-Golomb of order {@code order} (9.3.2.3). */
    default void suffix(int value, int order) {
        int width = 31 - Integer.numberOfLeadingZeros((value >> order) + 1);
        bypass((1 << width) - 1 << 1, width + 1);
        bypass(value - ((1 << width) - 1 << order), width + order);
    }
}
