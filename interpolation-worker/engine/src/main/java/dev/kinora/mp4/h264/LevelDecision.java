package dev.kinora.mp4.h264;

import java.util.Arrays;

/**
 * Lowers the 1s and 2s of a block where their bits cost more than the distortion that they spare: from the last level on, as
 * they are coded, each as if those before it stayed. A block that is not worth its bits loses all.
 */
final class LevelDecision {
    /** Parts of a quantiser step in which magnitudes are given. */
    static final int STEP_BITS = 8;

    static final int STEP = 1 << STEP_BITS;

    private static final int GREATEST_LOWERED = 2;
    /**
     * Price of 1/256 bit in squared parts of a step. λ over the square of a step is the same at every QP: 0.85 · 2^((QP − 12)/3)
     * over (0.625 · 2^(QP/6))². Measured: 15 % less or more make larger files.
     */
    private static final long PRICE = Math.round(0.85 / 16 / (0.625 * 0.625) * STEP * STEP / BinCounter.BIT);

    /** Magnitudes of the block's coefficients before they became levels, in scan order from index 0, in 1/256 step. */
    final int[] exact = new int[64];

    private final BinCounter prices;
    private BlockKind kind;
    private int[] levels;
    private int at;
    /** Levels of 1, and greater ones, met so far. */
    private int ones;

    private int greater;

    LevelDecision(BinCounter prices) {
        this.prices = prices;
    }

    /**
     * Lowers levels in scan order from index {@code at}, whose exact magnitudes are set.
     *
     * @return how many are not 0 now
     */
    int lower(BlockKind kind, int[] levels, int at) {
        this.kind = kind;
        this.levels = levels;
        this.at = at;
        ones = 0;
        greater = 0;
        long gain = 0;
        for (int i = previous(kind.length); i >= 0; i = previous(i)) {
            gain += decide(i);
        }
        if (gain < 0) {
            Arrays.fill(levels, at, at + kind.length, 0);
            return 0;
        }
        return ones + greater;
    }

    /** Index of the last level that is not 0 before a place, or −1. */
    private int previous(int place) {
        int i = place - 1;
        while (i >= 0 && levels[at + i] == 0) {
            i--;
        }
        return i;
    }

    /** Keeps or lowers one level; returns what it is worth more than nothing. */
    private long decide(int i) {
        int magnitude = Math.abs(levels[at + i]);
        if (magnitude > GREATEST_LOWERED) {
            greater++;
            return distortion(i, 0); // more than its bits cost at any state of the contexts
        }
        int first = kind.magnitude + (greater > 0 ? 0 : Math.min(4, 1 + ones));
        int present = presence(i) + BinCounter.BIT; // with its sign
        long one = cost(i, 1, present + prices.price(first, 0));
        long kept = magnitude == 1 ? one : cost(i, 2, present + ofTwo(first));
        long lowered = magnitude == 1 ? cost(i, 0, absence(i)) : one;
        if (lowered < kept) {
            magnitude--;
            levels[at + i] -= Integer.signum(levels[at + i]);
        }
        ones += magnitude == 1 ? 1 : 0;
        greater += magnitude > 1 ? 1 : 0;
        return magnitude == 0 ? 0 : distortion(i, 0) - Math.min(kept, lowered);
    }

    private long cost(int i, int magnitude, int bits) {
        return distortion(i, magnitude) + PRICE * bits;
    }

    private long distortion(int i, int magnitude) {
        long difference = exact[i] - STEP * magnitude;
        return difference * difference;
    }

    /** Of a magnitude of 2, whose first bin has this context. */
    private int ofTwo(int first) {
        int further = kind.magnitude + 5 + Math.min(kind.mostGreater, greater);
        return prices.price(first, 1) + prices.price(further, 0);
    }

    private boolean isLast() {
        return ones + greater == 0;
    }

    private int presence(int i) {
        if (i == kind.length - 1) {
            return 0;
        }
        return prices.price(kind.significant[i], 1) + prices.price(kind.last[i], isLast() ? 1 : 0);
    }

    /** Of a level that is 0; if it was the last, of the one before becoming so, less the zeros between. */
    private int absence(int i) {
        if (!isLast()) {
            return i == kind.length - 1 ? 0 : prices.price(kind.significant[i], 0);
        }
        int before = previous(i);
        int bits = before < 0 ? 0 : prices.price(kind.last[before], 1) - prices.price(kind.last[before], 0);
        for (int j = Math.max(0, before + 1); j < i; j++) {
            bits -= prices.price(kind.significant[j], 0);
        }
        return bits;
    }
}
