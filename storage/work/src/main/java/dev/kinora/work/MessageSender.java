package dev.kinora.work;

import dev.kinora.contract.FailureException;
import dev.kinora.contract.Topics;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends messages and waits until they are safe with the broker. Thread-safe. */
public final class MessageSender implements AutoCloseable {
    private static final Map<String, Object> SAFE = Map.of(
            "acks", "all",
            "enable.idempotence", "true",
            "max.block.ms", "10000",
            "delivery.timeout.ms", "30000",
            "request.timeout.ms", "10000",
            "linger.ms", "0",
            "max.request.size", Integer.toString(Topics.LARGEST_REQUEST_BYTES));

    private final BrokerSettings broker;
    private final String stage;
    private final MessageCodec codec = new MessageCodec();
    private final Producer<byte[], byte[]> producer;

    /** @param stage named as the sender in the headers */
    public MessageSender(BrokerSettings broker, String stage) {
        this.broker = broker;
        this.stage = stage;
        this.producer = new KafkaProducer<>(broker.with(SAFE), new ByteArraySerializer(), new ByteArraySerializer());
    }

    /**
     * Sends one of the contract's records and returns once every in-sync replica has it.
     *
     * @param key of the record, usually the job's id
     * @param traceparent of the message that caused this one
     * @throws FailureException DEPENDENCY_DOWN if that takes more than 30 s; BAD_INPUT if the topic refuses its size
     */
    public void send(String topic, String key, Object message, Optional<String> traceparent) {
        send(new ProducerRecord<>(
                topic,
                null,
                key.getBytes(StandardCharsets.UTF_8),
                codec.write(message),
                MessageHeaders.create(message, stage, traceparent)));
    }

    /**
     * Sends a record as it stands and returns once every in-sync replica has it.
     *
     * @throws FailureException as the other
     */
    void send(ProducerRecord<byte[], byte[]> record) {
        String topic = record.topic();
        try {
            producer.send(record).get();
        } catch (ExecutionException e) {
            throw BrokerFailures.of(broker, "send to " + topic, e.getCause());
        } catch (KafkaException e) {
            throw BrokerFailures.of(broker, "send to " + topic, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw BrokerFailures.of(broker, "send to " + topic, e);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
