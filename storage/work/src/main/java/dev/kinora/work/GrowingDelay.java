package dev.kinora.work;

import dev.kinora.contract.FailureException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long to wait before trying again.
 *
 * @param first wait; more than nothing
 * @param factor each wait is longer than the one before, at least 1
 * @param longest wait, before jitter
 * @param jitter part of each wait by which it is longer or shorter by chance, 0 to 1, so that those who failed together do
 *     not come again together
 */
public record GrowingDelay(Duration first, double factor, Duration longest, double jitter) {

    public GrowingDelay {
        if (first.isNegative() || first.isZero()) {
            throw FailureException.badInput("first", first, "a time above 0");
        }
        if (!(factor >= 1)) {
            throw FailureException.badInput("factor", factor, "at least 1");
        }
        if (longest.compareTo(first) < 0) {
            throw FailureException.badInput("longest", longest, "at least the first, " + first);
        }
        if (!(jitter >= 0 && jitter <= 1)) {
            throw FailureException.badInput("jitter", jitter, "a number from 0 to 1");
        }
    }

    /**
     * The wait after so many tries in vain.
     *
     * @param tries at least 1
     */
    public Duration after(int tries) {
        double millis = Math.min(longest.toMillis(), first.toMillis() * Math.pow(factor, tries - 1.0));
        double chance = ThreadLocalRandom.current().nextDouble(-1, 1);
        return Duration.ofMillis(Math.round(millis * (1 + jitter * chance)));
    }

    /** No wait is longer than this. */
    Duration longestWithJitter() {
        return Duration.ofMillis(Math.round(longest.toMillis() * (1 + jitter)));
    }
}
