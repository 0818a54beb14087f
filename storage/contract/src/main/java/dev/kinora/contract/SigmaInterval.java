package dev.kinora.contract;

/**
 * Noise levels at which guidance is on, both ends included (Kynkäänniemi et al. 2024).
 *
 * @param low the least, 0 to 10,000
 * @param high the largest, above {@code low}
 */
public record SigmaInterval(double low, double high) {
    /** Above every noise level there is. */
    public static final double MOST = 10_000;

    public SigmaInterval {
        Check.range("guidance.interval.low", low, 0, MOST);
        Check.range("guidance.interval.high", high, 0, MOST);
        Check.that(low < high, "guidance.interval", low + ":" + high, "low below high");
    }

    /** Whether guidance is on at a noise level; in float32, so that a level given as an end is within. */
    public boolean contains(float sigma) {
        return (float) low <= sigma && sigma <= (float) high;
    }
}
