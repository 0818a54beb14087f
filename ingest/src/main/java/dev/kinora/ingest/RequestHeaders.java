package dev.kinora.ingest;

import dev.kinora.contract.JobId;
import dev.kinora.work.MessageHeaders;
import dev.kinora.work.Retry;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Headers of a request. Two are given to it when it leaves its place for another topic; a sender may set them as well, and
 * says nothing by that which the body could not say. What is malformed counts as absent.
 *
 * @param traceparent of its sender
 * @param id that the job was given where the request lay first
 * @param sent when it lay there
 * @param owner label of the API key it came with; null if it came another way
 * @param failures to fetch its picture
 */
record RequestHeaders(
        Optional<String> traceparent, Optional<String> id, Optional<Instant> sent, String owner, int failures) {
    private static final String ID = "kinora-job";
    private static final String SENT = "kinora-sent";

    static RequestHeaders read(Headers headers) {
        Map<String, String> texts = MessageHeaders.read(headers);
        return new RequestHeaders(
                MessageHeaders.traceparent(headers),
                Optional.ofNullable(texts.get(ID)).filter(JobId::isLegal),
                Optional.ofNullable(texts.get(SENT)).flatMap(RequestHeaders::time),
                texts.get(MessageHeaders.OWNER),
                Retry.failures(headers));
    }

    /** What it takes along to another topic. */
    Headers moved(String id, Instant sent) {
        Headers headers = new RecordHeaders();
        headers.add(ID, bytes(id)).add(SENT, bytes(sent.toString()));
        traceparent.ifPresent(trace -> headers.add(MessageHeaders.TRACEPARENT, bytes(trace)));
        if (owner != null) {
            headers.add(MessageHeaders.OWNER, bytes(owner));
        }
        return headers;
    }

    private static Optional<Instant> time(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException malformed) {
            return Optional.empty();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
