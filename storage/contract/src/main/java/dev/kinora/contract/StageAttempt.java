package dev.kinora.contract;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * {@code jobs/{id}/attempts/…json}: one worker's go at a stage of a job, or at a chunk of it. Each has an object of its own, so
 * what a worker did that died stays known. Never compared by bytes: it is full of times.
 *
 * @param stage {@code i2v}, {@code interpolation} or {@code storage}
 * @param worker host and process
 * @param attempt the broker's delivery count, 1 for the first
 * @param version of Kinora
 * @param queued when the task was sent; null if it does not say
 * @param started when the worker began
 * @param finished when its work was done, but for the last object; null while it goes on, and where the worker died
 * @param seconds by activity, e.g. {@code load}, {@code encode}, {@code denoise}, {@code decode}, {@code interpolate}
 * @param network that was asked; null if none was
 */
public record StageAttempt(
        String stage,
        String worker,
        int attempt,
        String version,
        Instant queued,
        Instant started,
        Instant finished,
        Map<String, Double> seconds,
        NetworkUse network) {

    public StageAttempt {
        seconds = seconds == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(seconds));
    }
}
