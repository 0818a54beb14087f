package dev.kinora.work;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.kinora.contract.Encoding;
import dev.kinora.contract.FailureException;
import dev.kinora.contract.Fit;
import dev.kinora.contract.InterpolationMethod;
import dev.kinora.contract.JobCommand;
import dev.kinora.contract.JobEvent;
import dev.kinora.contract.JobEvent.ClipEncoded;
import dev.kinora.contract.JobEvent.ClipPublished;
import dev.kinora.contract.JobEvent.FramesGenerated;
import dev.kinora.contract.JobEvent.JobAccepted;
import dev.kinora.contract.JobEvent.JobCancelled;
import dev.kinora.contract.JobEvent.JobFailed;
import dev.kinora.contract.JobEvent.JobRejected;
import dev.kinora.contract.JobEvent.JobStarted;
import dev.kinora.contract.JobOutcome;
import dev.kinora.contract.Priority;
import dev.kinora.contract.Topics;
import dev.kinora.contract.VideoEncoder;
import dev.kinora.contract.WebhookLog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * The JSON form of every record of the contract, without an annotation there: components by name, absent where null, the
 * same bytes for the same value on every machine. Immutable and thread-safe.
 *
 * <p>Reading is strict, because a misspelt field that is ignored is a wrong clip: unknown and doubled fields, words where
 * numbers belong, fractions where whole numbers belong and anything after the end are refused with the field's path.
 */
public final class MessageCodec {
    private final ObjectMapper json;

    public MessageCodec() {
        JsonFactory factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxStringLength(Topics.LARGEST_REQUEST_BYTES)
                        .build())
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
        json = JsonMapper.builder(factory)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                // JobEvent.isFinal() is a question, not a component.
                .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
                .defaultPropertyInclusion(
                        JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
                .addModule(new JavaTimeModule())
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .addMixIn(JobEvent.class, TypedEvent.class)
                .addMixIn(JobCommand.class, TypedCommand.class)
                .addMixIn(Fit.class, FitWord.class)
                .addMixIn(Priority.class, PriorityWord.class)
                .addMixIn(JobOutcome.End.class, EndWord.class)
                .addMixIn(WebhookLog.State.class, EndWord.class)
                .addMixIn(InterpolationMethod.class, InterpolationMethodWord.class)
                .addMixIn(VideoEncoder.class, VideoEncoderWord.class)
                .addMixIn(Encoding.Limit.class, EndWord.class)
                .build();
    }

    /** The message as UTF-8 JSON. */
    public byte[] write(Object message) {
        try {
            return json.writeValueAsBytes(message);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(message.getClass().getName() + " has no JSON form", e);
        }
    }

    /** The message as JSON on one line, for people and their programs. */
    public String text(Object message) {
        return new String(write(message), StandardCharsets.UTF_8);
    }

    /**
     * Reads one message.
     *
     * @throws FailureException BAD_INPUT naming the field's path, e.g. {@code guidance.min} or {@code camera[0].weight}
     */
    public <T> T read(byte[] message, Class<T> type) {
        try (JsonParser parser = json.createParser(message)) {
            T value = read(parser, type);
            if (value == null) {
                throw FailureException.badInput("message", "null", "a JSON object");
            }
            return value;
        } catch (IOException e) {
            throw new AssertionError("bytes in memory can be read", e);
        }
    }

    private <T> T read(JsonParser parser, Class<T> type) {
        try {
            return json.readValue(parser, type);
        } catch (IOException e) {
            throw JsonRefusal.of(e, parser); // while the parser still stands where it stumbled
        }
    }

    /** The event as JSON with its {@code type}, e.g. {@code "ClipPublished"}. */
    public byte[] writeEvent(JobEvent event) {
        return write(event);
    }

    /**
     * Reads an event by its {@code type}.
     *
     * @throws FailureException BAD_INPUT as {@link #read}
     */
    public JobEvent readEvent(byte[] message) {
        return read(message, JobEvent.class);
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = JobAccepted.class, name = "JobAccepted"),
        @JsonSubTypes.Type(value = JobRejected.class, name = "JobRejected"),
        @JsonSubTypes.Type(value = JobStarted.class, name = "JobStarted"),
        @JsonSubTypes.Type(value = FramesGenerated.class, name = "FramesGenerated"),
        @JsonSubTypes.Type(value = ClipEncoded.class, name = "ClipEncoded"),
        @JsonSubTypes.Type(value = ClipPublished.class, name = "ClipPublished"),
        @JsonSubTypes.Type(value = JobFailed.class, name = "JobFailed"),
        @JsonSubTypes.Type(value = JobCancelled.class, name = "JobCancelled")
    })
    private interface TypedEvent {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = JobCommand.Cancel.class, name = "Cancel"),
        @JsonSubTypes.Type(value = JobCommand.Retry.class, name = "Retry")
    })
    private interface TypedCommand {}

    private abstract static class PriorityWord {
        @JsonValue
        abstract String word();

        @JsonCreator
        static Priority parse(String word) {
            return Priority.parse(word);
        }
    }

    private abstract static class EndWord {
        @JsonValue
        abstract String word();
    }

    private abstract static class FitWord {
        @JsonValue
        abstract String word();

        @JsonCreator
        static Fit parse(String word) {
            return Fit.parse(word);
        }
    }

    private abstract static class VideoEncoderWord {
        @JsonValue
        abstract String word();

        @JsonCreator
        static VideoEncoder parse(String word) {
            return VideoEncoder.parse(word);
        }
    }

    private abstract static class InterpolationMethodWord {
        @JsonValue
        abstract String word();

        @JsonCreator
        static InterpolationMethod parse(String word) {
            return InterpolationMethod.parse(word);
        }
    }
}
