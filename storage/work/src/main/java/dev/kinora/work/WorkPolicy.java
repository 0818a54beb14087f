package dev.kinora.work;

import java.time.Duration;

/**
 * How patient a work loop is.
 *
 * @param firstWait before an item whose dependency is down is tried again, while it is kept and renewed; doubles each time
 * @param longestWait that this grows to
 * @param retryDelay before an item that failed by our own fault is given back
 * @param mostFailures of an item, counted by this worker, before it is dead-lettered
 * @param mostDeliveries of an item, counted by the broker, at which it is dead-lettered untouched; one less than the broker's
 *     own limit if that is lower, because beyond its limit a broker drops a record without a word
 * @param grace for a handler to leave by itself when its lease is lost or the loop closes; then it is interrupted and gets
 *     the same time again
 */
public record WorkPolicy(
        Duration firstWait,
        Duration longestWait,
        Duration retryDelay,
        int mostFailures,
        int mostDeliveries,
        Duration grace) {

    /** What the pipeline runs with. */
    public static final WorkPolicy DEFAULT = new WorkPolicy(
            Duration.ofSeconds(1), Duration.ofSeconds(30), Duration.ofSeconds(1), 3, 8, Duration.ofSeconds(4));

    /** The wait before the next try, after so many. */
    Duration waitAfter(int tries) {
        Duration doubled = firstWait.multipliedBy(1L << Math.min(tries, 20));
        return doubled.compareTo(longestWait) < 0 ? doubled : longestWait;
    }

    /** Deliveries at which an item is given up, on a broker with this limit. */
    int mostDeliveries(int brokerLimit) {
        return Math.max(1, Math.min(mostDeliveries, brokerLimit - 1));
    }
}
