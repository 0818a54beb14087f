package dev.kinora.work;

import dev.kinora.contract.DeadLetter;
import dev.kinora.contract.Failure;
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

    /** Returns once the letter is safe with the broker. */
    void send(ConsumerRecord<byte[], byte[]> record, String id, Failure failure) {
        Map<String, String> headers = MessageHeaders.read(record.headers());
        String body = record.value() == null ? "" : new String(record.value(), StandardCharsets.UTF_8);
        DeadLetter letter = new DeadLetter(
                record.topic(),
                record.partition(),
                record.offset(),
                id,
                stage,
                failure,
                LeasedRecord.deliveries(record),
                headers.get(MessageHeaders.TRACEPARENT),
                body);
        String key = id.isEmpty() ? record.topic() + "-" + record.partition() + "-" + record.offset() : id;
        try (MessageSender sender = new MessageSender(broker, stage)) {
            sender.send(Topics.DEAD_LETTERS, key, letter, MessageHeaders.traceparent(record.headers()));
        }
    }
}
