package dev.kinora.inference.weights;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.kinora.contract.FailureException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The JSON header of a safetensors file, checked: every tensor's bytes agree with its shape and type, and the tensors
 * fill the data section from its first byte to its last, without gap or overlap.
 */
record Header(Map<String, TensorEntry> entries, Map<String, String> metadata) {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .build();
    private static final String METADATA = "__metadata__";

    /**
     * @param label the file's name in messages
     * @param dataStart bytes before the data section
     * @param fileSize size of the whole file in bytes
     */
    static Header parse(String label, byte[] json, long dataStart, long fileSize) {
        JsonNode root = tree(label, json);
        List<TensorEntry> inFileOrder = new ArrayList<>();
        root.properties().forEach(field -> {
            if (!field.getKey().equals(METADATA)) {
                inFileOrder.add(entry(label, field.getKey(), field.getValue(), dataStart));
            }
        });
        inFileOrder.sort(Comparator.comparingLong(TensorEntry::offset).thenComparingLong(TensorEntry::length));
        requireContiguous(label, inFileOrder, dataStart, fileSize);
        Map<String, TensorEntry> entries = new LinkedHashMap<>();
        inFileOrder.forEach(entry -> entries.put(entry.key(), entry));
        return new Header(Collections.unmodifiableMap(entries), metadata(label, root.path(METADATA)));
    }

    private static JsonNode tree(String label, byte[] json) {
        try {
            JsonNode root = JSON.readTree(json);
            if (root.isObject()) {
                return root;
            }
            throw FailureException.badInput(label, "a header that is no JSON object", "a safetensors header");
        } catch (JsonProcessingException e) {
            throw FailureException.badInput(label, "a header that is not JSON: " + e.getOriginalMessage(), "JSON");
        } catch (IOException e) {
            throw new IllegalStateException("an array cannot fail to be read", e);
        }
    }

    private static TensorEntry entry(String label, String key, JsonNode node, long dataStart) {
        String field = label + ": " + key;
        DataType type = DataType.named(node.path("dtype").asText())
                .orElseThrow(() -> FailureException.badInput(
                        field, "dtype " + node.path("dtype"), "one of " + List.of(DataType.values())));
        List<Long> shape = numbers(field, "shape", node.path("shape"));
        List<Long> offsets = numbers(field, "data_offsets", node.path("data_offsets"));
        if (offsets.size() != 2 || offsets.get(1) < offsets.get(0)) {
            throw FailureException.badInput(field, "data_offsets " + offsets, "[begin, end] with begin ≤ end");
        }
        long length = offsets.get(1) - offsets.get(0);
        long expected = bytes(field, shape, type);
        if (length != expected) {
            throw FailureException.badInput(field, length + " bytes", expected + " bytes for " + shape + " " + type);
        }
        return new TensorEntry(key, type, shape, dataStart + offsets.get(0), length);
    }

    private static long bytes(String field, List<Long> shape, DataType type) {
        try {
            return shape.stream().reduce((long) type.bytes(), Math::multiplyExact);
        } catch (ArithmeticException e) {
            throw FailureException.badInput(field, "shape " + shape, "a tensor that fits a file");
        }
    }

    private static List<Long> numbers(String field, String name, JsonNode node) {
        List<Long> numbers = new ArrayList<>();
        for (JsonNode number : node) {
            if (!number.isIntegralNumber() || !number.canConvertToLong() || number.asLong() < 0) {
                throw FailureException.badInput(field, name + " " + node, "whole numbers from 0");
            }
            numbers.add(number.asLong());
        }
        if (!node.isArray()) {
            throw FailureException.badInput(field, name + " " + node, "a list");
        }
        return numbers;
    }

    private static void requireContiguous(String label, List<TensorEntry> entries, long dataStart, long fileSize) {
        long position = 0;
        for (TensorEntry entry : entries) {
            requirePlace(label + ": " + entry.key(), entry, dataStart, position, fileSize);
            position += entry.length();
        }
        if (dataStart + position != fileSize) {
            throw FailureException.badInput(
                    label, "a file of " + fileSize + " bytes", (dataStart + position) + " by its header");
        }
    }

    /** Within the file, and where the tensor before it ends; positions count from the start of the data section. */
    private static void requirePlace(String field, TensorEntry entry, long dataStart, long position, long fileSize) {
        long end = entry.offset() + entry.length();
        if (end > fileSize) {
            String found = "a file of " + fileSize + " bytes";
            throw FailureException.badInput(field, found, "at least " + end + "; the file is cut short");
        }
        long begin = entry.offset() - dataStart;
        if (begin != position) {
            String found = "data starting at byte " + begin;
            throw FailureException.badInput(field, found, "byte " + position + ", where the tensor before it ends");
        }
    }

    private static Map<String, String> metadata(String label, JsonNode node) {
        Map<String, String> metadata = new LinkedHashMap<>();
        node.properties().forEach(field -> {
            if (!field.getValue().isTextual()) {
                throw FailureException.badInput(label + ": " + METADATA, field.getValue(), "text values");
            }
            metadata.put(field.getKey(), field.getValue().asText());
        });
        return Map.copyOf(metadata);
    }
}
