package dev.kinora.ingest;

import dev.kinora.contract.FailureException;
import dev.kinora.work.GrowingDelay;
import java.time.Duration;

/** Times out of settings, looked at so that a refusal names the setting. */
final class LaneTimes {
    /** Those who failed together do not come again together. */
    private static final double JITTER = 0.25;

    private LaneTimes() {}

    /**
     * The time, if it is one that something may take.
     *
     * @throws FailureException BAD_INPUT on the setting
     */
    static Duration require(String setting, Duration time) {
        if (time.toMillis() <= 0) {
            throw FailureException.badInput(setting, time, "a time above 0, such as 10s");
        }
        return time;
    }

    /**
     * Delays between tries.
     *
     * @param settings what the name of the setting {@code first-delay} begins with
     * @throws FailureException BAD_INPUT on it
     */
    static GrowingDelay growing(String settings, Duration first, double factor, Duration longest) {
        String setting = settings + "first-delay";
        if (require(setting, first).compareTo(longest) > 0) {
            throw FailureException.badInput(setting, first, "at most the longest delay, " + longest);
        }
        return new GrowingDelay(first, factor, longest, JITTER);
    }
}
