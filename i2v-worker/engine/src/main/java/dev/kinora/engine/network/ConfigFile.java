package dev.kinora.engine.network;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.kinora.contract.FailureException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A component's {@code config.json}. Keys nobody asks for are ignored, as diffusers leaves many behind; a key that is
 * missing or null has the default of the diffusers class.
 */
final class ConfigFile {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int LARGEST = 1 << 20;

    private final String label;
    private final JsonNode root;

    private ConfigFile(String label, JsonNode root) {
        this.label = label;
        this.root = root;
    }

    static ConfigFile read(Path folder) {
        String label = folder.getFileName() + "/config.json";
        try {
            JsonNode root = JSON.readTree(Files.readAllBytes(folder.resolve("config.json")));
            require(root != null && root.isObject(), label, "no JSON object", "a diffusers config");
            return new ConfigFile(label, root);
        } catch (JsonProcessingException e) {
            throw FailureException.badInput(label, "broken JSON: " + e.getOriginalMessage(), "a diffusers config");
        } catch (IOException e) {
            throw FailureException.badInput(label, e.toString(), "a readable file");
        }
    }

    int positive(String name, int otherwise) {
        return has(name) ? positive(name, root.get(name)) : otherwise;
    }

    /** A list of positive numbers; a single number stands for each of {@code count}. */
    List<Integer> perBlock(String name, int otherwise, int count) {
        if (!has(name)) {
            return Collections.nCopies(count, otherwise);
        }
        if (!root.get(name).isArray()) {
            return Collections.nCopies(count, positive(name, root.get(name)));
        }
        List<Integer> values = positives(name, List.of());
        require(values.size() == count, field(name), values.size() + " values", count + ", one for each block");
        return values;
    }

    List<Integer> positives(String name, List<Integer> otherwise) {
        if (!has(name)) {
            return otherwise;
        }
        List<Integer> values = new ArrayList<>();
        root.get(name).forEach(value -> values.add(positive(name, value)));
        require(!values.isEmpty(), field(name), root.get(name), "a list of whole numbers");
        return List.copyOf(values);
    }

    List<String> texts(String name, List<String> otherwise) {
        if (!has(name)) {
            return otherwise;
        }
        List<String> values = new ArrayList<>();
        root.get(name).forEach(value -> values.add(value.asText()));
        return List.copyOf(values);
    }

    String text(String name, String otherwise) {
        return has(name) ? root.get(name).asText() : otherwise;
    }

    float number(String name, double otherwise) {
        if (!has(name)) {
            return (float) otherwise;
        }
        double value = root.get(name).asDouble(Double.NaN);
        require(value > 0 && value < Float.MAX_VALUE, field(name), root.get(name), "a number above 0");
        return (float) value;
    }

    /** Refuses what this component cannot be. */
    void require(boolean holds, String name, Object found, Object expected) {
        require(holds, field(name), found, String.valueOf(expected));
    }

    private static void require(boolean holds, String field, Object found, String expected) {
        if (!holds) {
            throw FailureException.badInput(field, found, expected);
        }
    }

    private int positive(String name, JsonNode value) {
        boolean fits =
                value.isIntegralNumber() && value.canConvertToInt() && value.asInt() > 0 && value.asInt() < LARGEST;
        require(fits, field(name), value, "a whole number above 0");
        return value.asInt();
    }

    boolean has(String name) {
        return root.hasNonNull(name);
    }

    private String field(String name) {
        return label + ": " + name;
    }
}
