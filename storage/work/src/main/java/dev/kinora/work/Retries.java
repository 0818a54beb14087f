package dev.kinora.work;

import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Sends records that failed to {@code kinora.retries}, to come again later. Too rare to keep a connection for. */
final class Retries {
    private final BrokerSettings broker;
    private final String stage;
    private final GrowingDelay delay;

    Retries(BrokerSettings broker, String stage, GrowingDelay delay) {
        this.broker = broker;
        this.stage = stage;
        this.delay = delay;
    }

    /** Returns once the record is safe with the broker. */
    void send(ConsumerRecord<byte[], byte[]> record, int failures) {
        Instant notBefore = Instant.now().plus(delay.after(failures));
        try (MessageSender sender = new MessageSender(broker, stage)) {
            sender.send(Retry.of(record, failures, notBefore).waiting());
        }
    }
}
