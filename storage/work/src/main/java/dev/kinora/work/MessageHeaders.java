package dev.kinora.work;

import dev.kinora.contract.JobEvent;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * The headers of every message: CloudEvents 1.0 attributes (Kafka protocol binding, binary mode) and the W3C trace context
 * of the job, carried from its request to the published clip.
 */
public final class MessageHeaders {
    public static final String TRACEPARENT = "traceparent";
    public static final String TYPE = "ce_type";
    public static final String ID = "ce_id";
    public static final String TIME = "ce_time";
    /** On {@code kinora.requests}: label of the API key that the request came with over HTTP. */
    public static final String OWNER = "kinora-owner";

    private static final Pattern LEGAL_TRACEPARENT =
            Pattern.compile("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");
    private static final SecureRandom RANDOM = new SecureRandom();

    private MessageHeaders() {}

    /**
     * Headers of a new message.
     *
     * @param message one of the contract's records, e.g. {@code ClipPublished}, whose type becomes
     *     {@code dev.kinora.ClipPublished}
     * @param stage that sends it
     * @param traceparent of the message that caused it; if none or malformed, a trace begins here
     */
    public static Headers create(Object message, String stage, Optional<String> traceparent) {
        Headers headers = new RecordHeaders();
        add(headers, "ce_specversion", "1.0");
        add(headers, ID, id(message));
        add(headers, TYPE, "dev.kinora." + message.getClass().getSimpleName());
        add(headers, "ce_source", "/kinora/" + stage);
        add(headers, TIME, Instant.now().truncatedTo(ChronoUnit.MILLIS).toString());
        add(headers, "content-type", "application/json");
        add(headers, TRACEPARENT, next(traceparent));
        return headers;
    }

    /** How a job ends is one event, however often it is told: CloudEvents calls what has the same source and id the same. */
    private static String id(Object message) {
        return message instanceof JobEvent event && event.isFinal()
                ? event.id() + "-" + event.getClass().getSimpleName()
                : UUID.randomUUID().toString();
    }

    /** All headers as text; of several with one name the last, as Kafka's {@code lastHeader}. */
    public static Map<String, String> read(Headers headers) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (Header header : headers) {
            if (header.value() != null) {
                texts.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
            }
        }
        return texts;
    }

    /** The record's trace context, if it has a legal one. */
    public static Optional<String> traceparent(Headers headers) {
        return Optional.ofNullable(read(headers).get(TRACEPARENT)).filter(MessageHeaders::isLegal);
    }

    /** The first span of a new trace. */
    public static String newTraceparent() {
        return next(Optional.empty());
    }

    /** The part of a legal traceparent that all messages about one request share. */
    public static String traceId(String traceparent) {
        return traceparent.substring(3, 35);
    }

    /** A new span in the caller's trace, or the first span of a new one (W3C Trace Context, section 3.2). */
    private static String next(Optional<String> parent) {
        return parent.filter(MessageHeaders::isLegal)
                .map(p -> p.substring(0, 36) + randomHex(8) + p.substring(52))
                .orElseGet(() -> "00-" + randomHex(16) + "-" + randomHex(8) + "-01");
    }

    private static boolean isLegal(String traceparent) {
        return LEGAL_TRACEPARENT.matcher(traceparent).matches();
    }

    private static String randomHex(int bytes) {
        byte[] random = new byte[bytes];
        RANDOM.nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
