package dev.kinora.ingest;

import dev.kinora.contract.JobId;
import dev.kinora.ingest.request.Sha256;
import dev.kinora.work.MessageHeaders;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A request as it lies on its topic. Compares by identity.
 *
 * @param topic it came from
 * @param partition of that topic
 * @param offset in that partition
 * @param sent when, by the clock of its sender or of the broker, as the topic is set up
 * @param body JSON, hopefully
 * @param traceparent of its sender, if it has one
 * @param owner label of the API key it came with; null if it came another way
 */
record IncomingRequest(
        String topic,
        int partition,
        long offset,
        Instant sent,
        byte[] body,
        Optional<String> traceparent,
        String owner) {

    /** The record, which has no body if it deletes a key. */
    static IncomingRequest of(ConsumerRecord<?, ?> message, byte[] body) {
        return new IncomingRequest(
                message.topic(),
                message.partition(),
                message.offset(),
                message.timestamp() < 0 ? Instant.now() : Instant.ofEpochMilli(message.timestamp()),
                body == null ? new byte[0] : body,
                MessageHeaders.traceparent(message.headers()),
                MessageHeaders.read(message.headers()).get(MessageHeaders.OWNER));
    }

    /** The id of a job that was given none. */
    String derivedId() {
        return JobId.ofRecord(topic, partition, offset);
    }

    /** Of the body, in lower-case hexadecimal. */
    String sha256() {
        return Sha256.of(body);
    }
}
