package dev.kinora.ingest.request;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kinora.contract.FailureException;
import dev.kinora.contract.Topics;
import java.io.IOException;

/** Reads a request's bytes as one JSON object. */
final class RequestJson {
    /** Numbers that are none are read, so that the field can be named that has one. */
    private static final ObjectMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(Topics.LARGEST_REQUEST_BYTES)
                            .maxNestingDepth(20)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private RequestJson() {}

    /**
     * Parses a request.
     *
     * @throws FailureException on field {@code request}, with line and column, if this is not one JSON object
     */
    static ObjectNode parse(byte[] body) {
        JsonNode node = tree(body);
        if (!(node instanceof ObjectNode object)) {
            throw FailureException.badInput("request", Found.describe(node), "a JSON object");
        }
        return object;
    }

    /** The request as bytes, its fields in their order. */
    static byte[] write(ObjectNode request) {
        try {
            return JSON.writeValueAsBytes(request);
        } catch (JsonProcessingException treesHaveJson) {
            throw new AssertionError(treesHaveJson);
        }
    }

    private static JsonNode tree(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException malformed) {
            String place = malformed.getLocation() == null
                    ? ""
                    : " at line " + malformed.getLocation().getLineNr() + ", column "
                            + malformed.getLocation().getColumnNr();
            throw FailureException.badInput(
                    "request", Found.shorten(malformed.getOriginalMessage()) + place, "well-formed JSON");
        } catch (IOException unreadable) {
            throw FailureException.badInput("request", Found.shorten(unreadable.getMessage()), "JSON in UTF-8");
        }
    }
}
