package dev.kinora.contract;

/**
 * A message on {@code kinora.dead-letters}: the whole story, so that a person can replay it without the logs.
 *
 * @param topic where the record came from
 * @param partition of that topic
 * @param offset in that partition
 * @param id of the job; empty if the record could not be read
 * @param stage that gave up
 * @param failure the last one
 * @param attempt deliveries so far
 * @param traceparent W3C trace context of the record, or null
 * @param body the record's value as text
 */
public record DeadLetter(
        String topic,
        int partition,
        long offset,
        String id,
        String stage,
        Failure failure,
        int attempt,
        String traceparent,
        String body) {}
