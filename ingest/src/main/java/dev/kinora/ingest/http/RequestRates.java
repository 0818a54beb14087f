package dev.kinora.ingest.http;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** How fast each key may ask this process: a minute's worth at once, and as many again over each minute. Thread-safe. */
final class RequestRates {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    /** Another rate is another bucket, so a change counts at once; there are as many as lines were ever in the file. */
    private record Rate(String label, int perMinute) {}

    private final Map<Rate, Bucket> buckets = new ConcurrentHashMap<>();

    /** Counts a request; if it is one too many, how long until it would not be. */
    Optional<Duration> take(ApiKey key) {
        if (key.rate() == ApiKey.UNLIMITED) {
            return Optional.empty();
        }
        ConsumptionProbe taken = buckets.computeIfAbsent(new Rate(key.label(), key.rate()), RequestRates::bucket)
                .tryConsumeAndReturnRemaining(1);
        return taken.isConsumed() ? Optional.empty() : Optional.of(Duration.ofNanos(taken.getNanosToWaitForRefill()));
    }

    private static Bucket bucket(Rate rate) {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(rate.perMinute()).refillGreedy(rate.perMinute(), MINUTE))
                .build();
    }
}
