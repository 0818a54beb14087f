package dev.kinora.mp4.h264;

/** How far a source macroblock is from blocks of the reference picture, eight samples at a time. */
final class ReferenceDistortion {
    /** Keeps sums of four differences of two neighbours, up to 4·510 in magnitude, above 0. */
    private static final long BIAS = 0x0800 * Lanes.ONES;

    private static final long EVEN_LANES = 0x0000_ffff_0000_ffffL;

    private ReferenceDistortion() {}

    /** Sum of magnitudes of differences of the whole macroblock, or a part of it that is over a limit. */
    static int absolute(SourceMacroblock source, ReferenceBlock block, int limit) {
        int upper = absolute(source, block, 0, 8);
        return upper > limit ? upper : upper + absolute(source, block, 8, 16);
    }

    private static int absolute(SourceMacroblock source, ReferenceBlock block, int first, int end) {
        long sum = 0;
        for (int y = first; y < end; y++) {
            long left = block.eight(0, y);
            long right = block.eight(8, y);
            sum += Lanes.magnitudes(source.even[2 * y] - Lanes.even(left))
                    + Lanes.magnitudes(source.odd[2 * y] - Lanes.odd(left))
                    + Lanes.magnitudes(source.even[2 * y + 1] - Lanes.even(right))
                    + Lanes.magnitudes(source.odd[2 * y + 1] - Lanes.odd(right));
        }
        return Lanes.sum(sum);
    }

    /** Half the magnitudes of the 4×4 Hadamard transforms of the difference of one 8×8 block: about the bits it takes. */
    static int transformed(SourceMacroblock source, ReferenceBlock block, int quarter) {
        int x = (quarter & 1) * 8;
        int y = (quarter >> 1) * 8;
        return Lanes.sum(fourRows(source, block, x, y) + fourRows(source, block, x, y + 4)) >> 1;
    }

    /** Two 4×4 blocks beside each other; sums and differences of neighbours come for nothing as samples are unpacked. */
    private static long fourRows(SourceMacroblock source, ReferenceBlock block, int x, int y) {
        int at = 2 * y + (x >> 3);
        long a = block.eight(x, y);
        long b = block.eight(x, y + 1);
        long c = block.eight(x, y + 2);
        long d = block.eight(x, y + 3);
        long evenA = source.even[at] - Lanes.even(a);
        long evenB = source.even[at + 2] - Lanes.even(b);
        long evenC = source.even[at + 4] - Lanes.even(c);
        long evenD = source.even[at + 6] - Lanes.even(d);
        long oddA = source.odd[at] - Lanes.odd(a);
        long oddB = source.odd[at + 2] - Lanes.odd(b);
        long oddC = source.odd[at + 4] - Lanes.odd(c);
        long oddD = source.odd[at + 6] - Lanes.odd(d);
        return columns(evenA + oddA, evenB + oddB, evenC + oddC, evenD + oddD)
                + columns(evenA - oddA, evenB - oddB, evenC - oddC, evenD - oddD);
    }

    private static long columns(long a, long b, long c, long d) {
        long sumAb = a + b;
        long sumCd = c + d;
        long differenceAb = a - b;
        long differenceCd = c - d;
        return pairs(sumAb + sumCd, sumAb - sumCd) + pairs(differenceAb + differenceCd, differenceAb - differenceCd);
    }

    /** The last butterfly, between neighbouring lanes of two rows, and its magnitudes. */
    private static long pairs(long upper, long lower) {
        long a = upper + BIAS;
        long b = lower + BIAS;
        long evens = a & EVEN_LANES | (b & EVEN_LANES) << 16;
        long odds = a >>> 16 & EVEN_LANES | b & ~EVEN_LANES;
        return Lanes.magnitudes(evens + odds - 2 * BIAS) + Lanes.magnitudes(evens - odds);
    }

    /** A quarter of the magnitudes of the 8×8 Hadamard transform of the difference of one 8×8 block. */
    static int transformed8x8(SourceMacroblock source, ReferenceBlock block, int quarter) {
        int x = (quarter & 1) * 8;
        int y = (quarter >> 1) * 8;
        long all = eightRows(source, block, x, y, 1) + eightRows(source, block, x, y, -1);
        return (int) (all + (all >>> 32)) >> 2;
    }

    /** Of the sums of neighbouring columns (sign 1) or their differences (−1), the butterflies between eight rows and the rest. */
    private static long eightRows(SourceMacroblock source, ReferenceBlock block, int x, int y, int sign) {
        long a = neighbours(source, block, x, y, sign);
        long b = neighbours(source, block, x, y + 1, sign);
        long c = neighbours(source, block, x, y + 2, sign);
        long d = neighbours(source, block, x, y + 3, sign);
        long e = neighbours(source, block, x, y + 4, sign);
        long f = neighbours(source, block, x, y + 5, sign);
        long g = neighbours(source, block, x, y + 6, sign);
        long h = neighbours(source, block, x, y + 7, sign);
        return columns8x8(a + e, b + f, c + g, d + h) + columns8x8(a - e, b - f, c - g, d - h);
    }

    private static long neighbours(SourceMacroblock source, ReferenceBlock block, int x, int y, int sign) {
        int at = 2 * y + (x >> 3);
        long eight = block.eight(x, y);
        long even = source.even[at] - Lanes.even(eight);
        long odd = source.odd[at] - Lanes.odd(eight);
        return even + sign * odd;
    }

    private static long columns8x8(long a, long b, long c, long d) {
        long sumAc = a + c;
        long sumBd = b + d;
        long differenceAc = a - c;
        long differenceBd = b - d;
        return lanes(sumAc + sumBd, sumAc - sumBd) + lanes(differenceAc + differenceBd, differenceAc - differenceBd);
    }

    /** The last two butterflies, between the four lanes of two rows, and magnitudes, which need 32 bits when added up. */
    private static long lanes(long upper, long lower) {
        long a = upper + 2 * BIAS;
        long b = lower + 2 * BIAS;
        long evens = a & EVEN_LANES | (b & EVEN_LANES) << 16;
        long odds = a >>> 16 & EVEN_LANES | b & ~EVEN_LANES;
        long sums = evens + odds;
        long differences = evens - odds + 4 * BIAS;
        long left = sums & 0xffff_ffffL | differences << 32;
        long right = sums >>> 32 | differences & ~0xffff_ffffL;
        long first = Lanes.magnitudes(left + right - 8 * BIAS);
        long second = Lanes.magnitudes(left - right);
        return (first & EVEN_LANES)
                + (first >>> 16 & EVEN_LANES)
                + (second & EVEN_LANES)
                + (second >>> 16 & EVEN_LANES);
    }
}
