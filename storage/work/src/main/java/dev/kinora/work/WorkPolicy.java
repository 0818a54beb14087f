package dev.kinora.work;

import java.time.Duration;

/**
 * How patient a work loop is.
 *
 * @param dependency waits before an item whose dependency is down is tried again, while it is kept and renewed
 * @param retry waits before an item that failed by our own fault is sent to its topic again; nobody holds it meanwhile
 * @param mostFailures of an item at which it is dead-lettered, at least 1
 * @param mostDeliveries of an item, counted by the broker, at which it is dead-lettered untouched; one less than the broker's
 *     own limit if that is lower, because beyond its limit a broker drops a record without a word
 * @param grace for a handler to leave by itself when its lease ends or the loop closes; then it is interrupted and, unless
 *     the job is cancelled, gets the same time again
 */
public record WorkPolicy(
        GrowingDelay dependency, GrowingDelay retry, int mostFailures, int mostDeliveries, Duration grace) {

    /** What the pipeline runs with where nobody says otherwise. */
    public static final WorkPolicy DEFAULT = new WorkPolicy(
            new GrowingDelay(Duration.ofSeconds(1), 2, Duration.ofSeconds(30), 0),
            new GrowingDelay(Duration.ofSeconds(1), 4, Duration.ofMinutes(5), 0.25),
            3,
            8,
            Duration.ofSeconds(4));

    /** Deliveries at which an item is given up, on a broker with this limit. */
    int mostDeliveries(int brokerLimit) {
        return Math.max(1, Math.min(mostDeliveries, brokerLimit - 1));
    }
}
