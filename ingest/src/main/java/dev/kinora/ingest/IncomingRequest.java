package dev.kinora.ingest;

import dev.kinora.contract.JobId;
import dev.kinora.ingest.request.Sha256;
import dev.kinora.work.Retry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A request as it lies on its topic. Compares by identity.
 *
 * @param topic it came from
 * @param partition of that topic
 * @param offset in that partition
 * @param sent when, by the clock of its sender or of the broker, as the topic is set up
 * @param body JSON, hopefully
 * @param headers that it came with
 */
record IncomingRequest(String topic, int partition, long offset, Instant sent, byte[] body, RequestHeaders headers) {

    /** The record, which has no body if it deletes a key. */
    static IncomingRequest of(ConsumerRecord<?, ?> message, byte[] body) {
        RequestHeaders headers = RequestHeaders.read(message.headers());
        Instant timestamp = message.timestamp() < 0 ? Instant.now() : Instant.ofEpochMilli(message.timestamp());
        return new IncomingRequest(
                message.topic(),
                message.partition(),
                message.offset(),
                headers.sent().orElse(timestamp),
                body == null ? new byte[0] : body,
                headers);
    }

    /** The id of a job that was given none: of the place where the request lay first. */
    String derivedId() {
        return headers.id().orElseGet(() -> JobId.ofRecord(topic, partition, offset));
    }

    /** Of its sender, if it has one. */
    Optional<String> traceparent() {
        return headers.traceparent();
    }

    /** Label of the API key it came with; null if it came another way. */
    String owner() {
        return headers.owner();
    }

    /** How often its picture could not be fetched. */
    int failures() {
        return headers.failures();
    }

    /** Of the body, in lower-case hexadecimal. */
    String sha256() {
        return Sha256.of(body);
    }

    /** The same request on another topic, where it keeps its id and its time. */
    ProducerRecord<String, byte[]> onTopic(String other, String id) {
        return new ProducerRecord<>(other, null, id, body, headers.moved(id, sent));
    }

    /** The same request, to come again on its topic after so many failures. */
    Retry again(String id, int failures, Instant notBefore) {
        ProducerRecord<String, byte[]> record = onTopic(topic, id);
        record.headers().add(Retry.FAILURES, Integer.toString(failures).getBytes(StandardCharsets.UTF_8));
        return new Retry(topic, notBefore, id.getBytes(StandardCharsets.UTF_8), body, record.headers());
    }
}
