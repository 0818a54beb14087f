package dev.kinora.local.remote;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.util.Optional;

/** Answers of a server. Read leniently, unlike the pipeline's own messages: a newer server may say more. */
final class Json {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .addModule(new JavaTimeModule())
            .build();

    private Json() {}

    /** The answer as a tree; empty if it is no JSON object. */
    static Optional<JsonNode> object(byte[] answer) {
        try {
            return Optional.ofNullable(MAPPER.readTree(answer)).filter(JsonNode::isObject);
        } catch (IOException noJson) {
            return Optional.empty();
        }
    }

    /** A part of it as a record; empty if it has not that form. */
    static <T> Optional<T> as(JsonNode part, Class<T> type) {
        try {
            return Optional.ofNullable(MAPPER.treeToValue(part, type));
        } catch (JsonProcessingException | IllegalArgumentException anotherForm) {
            return Optional.empty();
        }
    }
}
