package dev.kinora.engine.config;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.kinora.contract.FailureException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * A JSON file of a model folder. Keys nobody asks for are ignored, as diffusers leaves many behind; null counts as absent.
 * A path is keys joined by dots. Whatever cannot be used is refused as {@code BAD_INPUT} on {@code folder/file: path}.
 */
public final class ConfigFile {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int LARGEST = 1 << 20;

    private final String label;
    private final JsonNode root;

    private ConfigFile(String label, JsonNode root) {
        this.label = label;
        this.root = root;
    }

    /** @throws FailureException BAD_INPUT on {@code folder/file} if it is missing or is no JSON object */
    public static ConfigFile read(Path file) {
        String label = file.getParent().getFileName() + "/" + file.getFileName();
        try {
            JsonNode root = JSON.readTree(Files.readAllBytes(file));
            if (!root.isObject()) {
                throw FailureException.badInput(label, "no JSON object", "a configuration");
            }
            return new ConfigFile(label, root);
        } catch (JacksonException e) {
            throw FailureException.badInput(label, "broken JSON: " + e.getOriginalMessage(), "a configuration");
        } catch (NoSuchFileException e) {
            throw FailureException.badInput(label, "no such file", "a configuration");
        } catch (IOException e) {
            throw FailureException.badInput(label, e.toString(), "a readable file");
        }
    }

    /** The file if there is one. */
    public static Optional<ConfigFile> readIfPresent(Path file) {
        return Files.exists(file) ? Optional.of(read(file)) : Optional.empty();
    }

    public boolean has(String path) {
        JsonNode node = at(path);
        return !node.isMissingNode() && !node.isNull();
    }

    /** A finite number that must be there. */
    public double number(String path) {
        return number(path, at(path));
    }

    public double number(String path, double otherwise) {
        return has(path) ? number(path) : otherwise;
    }

    /** A finite number above 0. */
    public float positiveNumber(String path, double otherwise) {
        double value = number(path, otherwise);
        require(value > 0 && value < Float.MAX_VALUE, path, "a number above 0");
        return (float) value;
    }

    public int integer(String path, int otherwise) {
        if (has(path) && !(at(path).canConvertToExactIntegral() && at(path).canConvertToInt())) {
            throw refuse(path, "a whole number");
        }
        return (int) number(path, otherwise);
    }

    /** A size: a whole number above 0, of any that a network could have. */
    public int positive(String path, int otherwise) {
        return has(path) ? positive(path, at(path)) : otherwise;
    }

    public List<Integer> positives(String path, List<Integer> otherwise) {
        return has(path) ? positives(path, at(path)) : otherwise;
    }

    /** A size for each of {@code count} blocks; a single one stands for all. */
    public List<Integer> perBlock(String path, int otherwise, int count) {
        if (!has(path)) {
            return Collections.nCopies(count, otherwise);
        }
        if (!at(path).isArray()) {
            return Collections.nCopies(count, positive(path, at(path)));
        }
        List<Integer> values = positives(path, at(path));
        require(values.size() == count, path, count + " values, one for each block");
        return values;
    }

    /**
     * Sizes for the layers of each block: a number for all blocks, or for each block a number or a list.
     *
     * @param layers how many layers of each block have one; a list may be longer, as the reference reads only what it needs
     */
    public List<List<Integer>> perLayer(String path, int otherwise, List<Integer> layers) {
        JsonNode blocks = at(path);
        String expected = layers.size() + " values, one for each block";
        require(!blocks.isArray() || blocks.size() == layers.size(), path, expected);
        List<List<Integer>> values = new ArrayList<>();
        for (int i = 0; i < layers.size(); i++) {
            JsonNode block = blocks.isArray() ? blocks.get(i) : blocks;
            if (block.isArray()) {
                require(block.size() >= layers.get(i), path, layers.get(i) + " values for block " + i);
                values.add(positives(path, block));
            } else {
                values.add(Collections.nCopies(layers.get(i), has(path) ? positive(path, block) : otherwise));
            }
        }
        return values;
    }

    public List<String> texts(String path, List<String> otherwise) {
        if (!has(path)) {
            return otherwise;
        }
        List<String> values = new ArrayList<>();
        at(path).forEach(value -> values.add(value.asText()));
        return List.copyOf(values);
    }

    public String text(String path, String otherwise) {
        return has(path) ? at(path).asText() : otherwise;
    }

    /** A list of exactly {@code length} numbers that must be there. */
    public float[] numbers(String path, int length) {
        return numbers(path, at(path), length);
    }

    /** A list of {@code rows} lists of {@code columns} numbers that must be there. */
    public float[][] matrix(String path, int rows, int columns) {
        require(at(path).size() == rows, path, rows + " rows");
        float[][] matrix = new float[rows][];
        for (int row = 0; row < rows; row++) {
            matrix[row] = numbers(path, at(path).get(row), columns);
        }
        return matrix;
    }

    /** Refuses what this file cannot say. */
    public void require(boolean holds, String path, String expected) {
        if (!holds) {
            throw refuse(path, expected);
        }
    }

    /** For a value that cannot be used: BAD_INPUT with file, key and value. */
    public FailureException refuse(String path, String expected) {
        return FailureException.badInput(label + ": " + path, has(path) ? at(path) : "nothing", expected);
    }

    /** A refusal by whoever was given values of this file, as one that names the file. */
    public FailureException named(FailureException refused) {
        String field = refused.failure().field();
        return field.startsWith(label)
                ? refused
                : refuse(field, refused.failure().expected());
    }

    private double number(String path, JsonNode node) {
        require(node.isNumber() && Double.isFinite(node.doubleValue()), path, "a number");
        return node.doubleValue();
    }

    private int positive(String path, JsonNode node) {
        boolean fits = node.isIntegralNumber() && node.canConvertToInt() && node.asInt() > 0 && node.asInt() < LARGEST;
        require(fits, path, "a whole number above 0");
        return node.asInt();
    }

    private List<Integer> positives(String path, JsonNode list) {
        require(list.isArray() && !list.isEmpty(), path, "a list of whole numbers");
        List<Integer> values = new ArrayList<>();
        list.forEach(value -> values.add(positive(path, value)));
        return List.copyOf(values);
    }

    private float[] numbers(String path, JsonNode list, int length) {
        require(list.isArray() && list.size() == length, path, length + " numbers");
        float[] numbers = new float[length];
        for (int i = 0; i < length; i++) {
            numbers[i] = (float) number(path, list.get(i));
        }
        return numbers;
    }

    private JsonNode at(String path) {
        return root.at("/" + path.replace('.', '/'));
    }
}
