package dev.kinora.ingest;

import dev.kinora.contract.Failure;
import dev.kinora.contract.FailureException;
import dev.kinora.contract.FailureKind;
import dev.kinora.contract.Stages;
import dev.kinora.contract.Topics;
import dev.kinora.work.Announcer.Outlet;
import dev.kinora.work.BrokerSettings;
import dev.kinora.work.MessageCodec;
import dev.kinora.work.MessageHeaders;
import dev.kinora.work.Retry;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** What ingest says, each message in the trace of its request and safe with the broker before the next step. */
final class IngestMessages {
    private final BrokerSettings broker;
    private final Outlet outlet;
    private final MessageCodec codec = new MessageCodec();

    IngestMessages(BrokerSettings broker, Outlet outlet) {
        this.broker = broker;
        this.outlet = outlet;
    }

    /**
     * Sends one of the contract's records and waits until the broker has it.
     *
     * @throws FailureException DEPENDENCY_DOWN if it does not take it
     */
    void send(String topic, String key, Object message, Optional<String> traceparent) {
        send(new ProducerRecord<>(
                topic, null, key, codec.write(message), MessageHeaders.create(message, Stages.INGEST, traceparent)));
    }

    /**
     * Puts a request on {@code kinora.requests} as it is, under the id of its job and at the beginning of a trace.
     *
     * @param owner label of the API key it came with; empty if there are no keys
     * @throws FailureException DEPENDENCY_DOWN if the broker does not take it
     */
    void request(String id, byte[] body, Optional<String> owner) {
        Headers headers = new RecordHeaders();
        headers.add(MessageHeaders.TRACEPARENT, MessageHeaders.newTraceparent().getBytes(StandardCharsets.UTF_8));
        owner.ifPresent(label -> headers.add(MessageHeaders.OWNER, label.getBytes(StandardCharsets.UTF_8)));
        send(new ProducerRecord<>(Topics.REQUESTS, null, id, body, headers));
    }

    /**
     * Has a record sent to its topic when its time has come.
     *
     * @throws FailureException DEPENDENCY_DOWN if the broker does not take it
     */
    void send(Retry retry) {
        ProducerRecord<byte[], byte[]> record = retry.waiting();
        String key = new String(record.key(), StandardCharsets.UTF_8);
        send(new ProducerRecord<>(record.topic(), null, key, record.value(), record.headers()));
    }

    /**
     * Sends a record as it stands.
     *
     * @throws FailureException DEPENDENCY_DOWN if the broker does not take it
     */
    void send(ProducerRecord<String, byte[]> record) {
        try {
            outlet.send(record).toCompletableFuture().get();
        } catch (ExecutionException e) {
            throw down(record.topic(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw down(record.topic(), e);
        }
    }

    private FailureException down(String topic, Throwable cause) {
        String found = cause.getClass().getSimpleName() + ": " + cause.getMessage();
        String message = "cannot send to " + topic + " at " + broker.bootstrapServers() + ": found " + found;
        return new FailureException(
                new Failure(
                        FailureKind.DEPENDENCY_DOWN,
                        BrokerSettings.BOOTSTRAP_SERVERS,
                        found,
                        "a broker that takes the message",
                        message),
                cause);
    }
}
