package dev.kinora.engine;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kinora.contract.FailureException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A JSON file of a model folder. Keys nobody asks for are ignored, as the format demands; null counts as absent. */
final class ModelJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String label;
    private final JsonNode root;

    private ModelJson(String label, JsonNode root) {
        this.label = label;
        this.root = root;
    }

    /**
     * @param name of the file within the folder, as messages call it
     * @throws FailureException BAD_INPUT on {@code model} if it is missing or is no JSON object
     */
    static ModelJson open(Path modelFolder, String name) {
        String label = modelFolder.getFileName() + "/" + name;
        try {
            JsonNode root = JSON.readTree(modelFolder.resolve(name).toFile());
            if (!root.isObject()) {
                throw FailureException.badInput("model", label + " without a JSON object", "a JSON object");
            }
            return new ModelJson(label, root);
        } catch (JacksonException malformed) {
            throw FailureException.badInput("model", label + ": " + malformed.getOriginalMessage(), "JSON");
        } catch (IOException unreadable) {
            throw FailureException.badInput("model", label + " missing or unreadable", "a diffusers folder");
        }
    }

    static Optional<ModelJson> openIfPresent(Path modelFolder, String name) {
        return Files.exists(modelFolder.resolve(name)) ? Optional.of(open(modelFolder, name)) : Optional.empty();
    }

    boolean has(String path) {
        JsonNode node = at(path);
        return !node.isMissingNode() && !node.isNull();
    }

    /** @param path keys joined by dots */
    double number(String path) {
        JsonNode node = at(path);
        if (!node.isNumber() || !Double.isFinite(node.doubleValue())) {
            throw refuse(path, "a number");
        }
        return node.doubleValue();
    }

    double number(String path, double fallback) {
        return has(path) ? number(path) : fallback;
    }

    int integer(String path, int fallback) {
        if (has(path) && !(at(path).canConvertToExactIntegral() && at(path).canConvertToInt())) {
            throw refuse(path, "a whole number");
        }
        return (int) number(path, fallback);
    }

    String text(String path, String fallback) {
        return has(path) ? at(path).asText() : fallback;
    }

    /** @throws FailureException unless the list has exactly {@code length} numbers */
    float[] numbers(String path, int length) {
        return numbers(path, at(path), length);
    }

    /** @throws FailureException unless it is a list of {@code rows} lists of {@code columns} numbers */
    float[][] matrix(String path, int rows, int columns) {
        if (at(path).size() != rows) {
            throw refuse(path, rows + " rows");
        }
        float[][] matrix = new float[rows][];
        for (int row = 0; row < rows; row++) {
            matrix[row] = numbers(path, at(path).get(row), columns);
        }
        return matrix;
    }

    /** For a value that cannot be used: BAD_INPUT on {@code model}, with file, key and value. */
    FailureException refuse(String path, String expected) {
        String found = has(path) ? at(path).toString() : "nothing";
        return FailureException.badInput("model", label + ": " + path + " " + found, expected);
    }

    private float[] numbers(String path, JsonNode list, int length) {
        if (!list.isArray() || list.size() != length) {
            throw refuse(path, length + " numbers");
        }
        float[] numbers = new float[length];
        for (int i = 0; i < length; i++) {
            if (!list.get(i).isNumber()) {
                throw refuse(path, length + " numbers");
            }
            numbers[i] = list.get(i).floatValue();
        }
        return numbers;
    }

    private JsonNode at(String path) {
        return root.at("/" + path.replace('.', '/'));
    }
}
