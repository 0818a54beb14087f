package dev.kinora.contract;

import java.util.Map;
import java.util.Objects;

/**
 * A message on {@code kinora.dead-letters}: the whole story, so that a person can replay it without the logs.
 *
 * @param topic where the record came from
 * @param partition of that topic
 * @param offset in that partition
 * @param id of the job; empty if the record could not be read
 * @param stage that gave up
 * @param failure the last one
 * @param cause class and message of everything thrown, the innermost last, on one line; empty if nothing was
 * @param failures of the record's work, by any worker
 * @param attempt deliveries of the record since its last failure
 * @param traceparent W3C trace context of the record, or null
 * @param key of the record as text, or null
 * @param headers of the record as text
 * @param body the record's value as text
 */
public record DeadLetter(
        String topic,
        int partition,
        long offset,
        String id,
        String stage,
        Failure failure,
        String cause,
        int failures,
        int attempt,
        String traceparent,
        String key,
        Map<String, String> headers,
        String body) {

    public DeadLetter {
        headers = Map.copyOf(Objects.requireNonNullElse(headers, Map.of()));
    }
}
