package dev.kinora.mp4.h264;

/** Adds up what bins would take by what their contexts know now, without teaching them: so a trial leaves no trace. */
final class BinCounter implements BinSink {
    /** Parts of a bit that are counted. */
    static final int BIT = 256;

    /** Of a bin by the state of its context, the lowest bit turned over if it is the less probable one. */
    private static final int[] PRICES = prices();

    private final ContextModels models;
    private int count;

    BinCounter(ContextModels models) {
        this.models = models;
    }

    /** The probabilities that the states stand for fall from 0.5 to 0.01875 in 63 even ratios (9.3.4.2's tables). */
    private static int[] prices() {
        int[] prices = new int[128];
        for (int index = 0; index < 64; index++) {
            double less = 0.5 * Math.pow(0.01875 / 0.5, index / 63.0);
            prices[2 * index] = price(1 - less);
            prices[2 * index + 1] = price(less);
        }
        return prices;
    }

    private static int price(double probability) {
        return (int) Math.round(-BIT * Math.log(probability) / Math.log(2));
    }

    /** Counts from 0 on. */
    BinCounter restart() {
        count = 0;
        return this;
    }

    /** What came since the restart, in 1/256 bit. */
    int count() {
        return count;
    }

    /** What a bin would take, in 1/256 bit. */
    int price(int context, int value) {
        return PRICES[models.state(context) ^ value];
    }

    @Override
    public void bin(int context, int value) {
        count += PRICES[models.state(context) ^ value];
    }

    @Override
    public void bypass(int value, int length) {
        count += length * BIT;
    }

    /** A range of 256 to 510 gives up 2 for a terminating bin: a hundredth of a bit if it is 0, and 1 comes once a slice. */
    @Override
    public void terminate(int value) {
        count += 2;
    }
}
