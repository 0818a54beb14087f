package dev.kinora.work;

import dev.kinora.contract.FailureException;
import dev.kinora.contract.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * A record that is to be sent to its topic again when its time has come. Until then it lies on {@code kinora.retries} as it
 * was, with two more headers.
 *
 * @param topic it came from and goes back to
 * @param notBefore when it goes back
 * @param key as it was, or null
 * @param body as it was
 * @param headers as they were, with the count of failures
 */
public record Retry(String topic, Instant notBefore, byte[] key, byte[] body, Headers headers) {
    /** Header that counts how often the record's work has failed by our own fault. */
    public static final String FAILURES = "kinora-failures";

    private static final String ORIGIN = "kinora-origin";
    private static final String NOT_BEFORE = "kinora-not-before";

    /** The record again, after its work has failed for the so-manieth time. */
    static Retry of(ConsumerRecord<byte[], byte[]> record, int failures, Instant notBefore) {
        Headers headers = new RecordHeaders(record.headers());
        set(headers, FAILURES, Integer.toString(failures));
        return new Retry(record.topic(), notBefore, record.key(), record.value(), headers);
    }

    /**
     * Reads what lies on {@code kinora.retries}.
     *
     * @throws FailureException BAD_INPUT if it does not say where to and when, or names a topic that is no work topic of ours
     */
    static Retry read(ConsumerRecord<byte[], byte[]> record) {
        Map<String, String> texts = MessageHeaders.read(record.headers());
        String topic = texts.getOrDefault(ORIGIN, "nothing");
        if (!Topics.isWork(topic)) {
            throw FailureException.badInput(ORIGIN, topic, "a work topic, such as " + Topics.FRAMES);
        }
        Headers headers = new RecordHeaders(record.headers());
        headers.remove(ORIGIN);
        headers.remove(NOT_BEFORE);
        return new Retry(topic, time(texts.get(NOT_BEFORE)), record.key(), record.value(), headers);
    }

    /** How often the record's work has failed before; 0 if nobody says. */
    public static int failures(Headers headers) {
        return Optional.ofNullable(MessageHeaders.read(headers).get(FAILURES))
                .filter(text -> text.matches("\\d{1,4}"))
                .map(Integer::valueOf)
                .orElse(0);
    }

    /** As it lies on {@code kinora.retries}. */
    public ProducerRecord<byte[], byte[]> waiting() {
        Headers all = new RecordHeaders(headers);
        set(all, ORIGIN, topic);
        set(all, NOT_BEFORE, notBefore.toString());
        return new ProducerRecord<>(Topics.RETRIES, null, key, body, all);
    }

    /** As it goes back. */
    ProducerRecord<byte[], byte[]> returning() {
        return new ProducerRecord<>(topic, null, key, body, headers);
    }

    private static Instant time(String text) {
        try {
            return Instant.parse(String.valueOf(text));
        } catch (DateTimeParseException malformed) {
            throw FailureException.badInput(NOT_BEFORE, text, "a time such as 2026-01-31T12:00:00Z");
        }
    }

    private static void set(Headers headers, String name, String value) {
        headers.remove(name);
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
