package dev.kinora.work;

import dev.kinora.contract.DeadLetter;
import dev.kinora.contract.Topics;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Writes records that are given up to {@code kinora.dead-letters}. Too rare to keep a connection for. */
final class DeadLetters {
    private final BrokerSettings broker;
    private final String stage;

    DeadLetters(BrokerSettings broker, String stage) {
        this.broker = broker;
        this.stage = stage;
    }

    /**
     * Returns once the letter is safe with the broker.
     *
     * @param id of the job; empty if the record could not be read
     * @param failures of the record's work so far
     */
    void send(ConsumerRecord<byte[], byte[]> record, String id, Problem problem, int failures) {
        Map<String, String> headers = MessageHeaders.read(record.headers());
        DeadLetter letter = new DeadLetter(
                record.topic(),
                record.partition(),
                record.offset(),
                id,
                stage,
                problem.failure(),
                problem.cause(),
                failures,
                LeasedRecord.deliveries(record),
                headers.get(MessageHeaders.TRACEPARENT),
                text(record.key()),
                headers,
                record.value() == null ? "" : text(record.value()));
        String key = id.isEmpty() ? record.topic() + "-" + record.partition() + "-" + record.offset() : id;
        try (MessageSender sender = new MessageSender(broker, stage)) {
            sender.send(Topics.DEAD_LETTERS, key, letter, MessageHeaders.traceparent(record.headers()));
        }
    }

    private static String text(byte[] bytes) {
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }
}
