package dev.kinora.ingest.request;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kinora.contract.FailureException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** The fields of one object of a request, each asked for by name and kind; a null counts as left out. */
final class Fields {
    private final String path;
    private final ObjectNode object;

    /**
     * Takes an object whose fields are all known.
     *
     * @param path of the object with a dot at its end; empty for the request itself
     * @throws FailureException naming the path of an unknown field, and the name it resembles
     */
    Fields(String path, ObjectNode object, List<String> known) {
        this.path = path;
        this.object = object;
        for (Iterator<String> names = object.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!known.contains(name)) {
                throw FailureException.badInput(
                        path + Found.shorten(name), "an unknown field", Spelling.suggest(name, known));
            }
        }
    }

    boolean has(String name) {
        return object.hasNonNull(name);
    }

    int integer(String name, int otherwise) {
        JsonNode value = object.get(name);
        if (!has(name)) {
            return otherwise;
        }
        if (!value.isIntegralNumber() || !value.canConvertToInt()) {
            throw unexpected(name, "a whole number");
        }
        return value.intValue();
    }

    /** A whole number from 0 to 2⁶³ − 1. */
    long natural(String name, long otherwise) {
        JsonNode value = object.get(name);
        if (!has(name)) {
            return otherwise;
        }
        if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 0) {
            throw unexpected(name, "a whole number from 0 to " + Long.MAX_VALUE);
        }
        return value.longValue();
    }

    double number(String name, double otherwise) {
        if (!has(name)) {
            return otherwise;
        }
        JsonNode value = object.get(name);
        if (!value.isNumber() || !Double.isFinite(value.doubleValue())) {
            throw unexpected(name, "a number");
        }
        return value.doubleValue();
    }

    /** The numbers of the list under a name; empty if it is left out. */
    Optional<List<Double>> numbers(String name) {
        if (!has(name)) {
            return Optional.empty();
        }
        if (!object.get(name).isArray()) {
            throw unexpected(name, "a list in brackets");
        }
        List<Double> numbers = new ArrayList<>();
        for (JsonNode entry : object.get(name)) {
            if (!entry.isNumber() || !Double.isFinite(entry.doubleValue())) {
                String place = name + "[" + numbers.size() + "]";
                throw FailureException.badInput(path(place), Found.describe(entry), "a number");
            }
            numbers.add(entry.doubleValue());
        }
        return Optional.of(numbers);
    }

    boolean truth(String name, boolean otherwise) {
        if (!has(name)) {
            return otherwise;
        }
        if (!object.get(name).isBoolean()) {
            throw unexpected(name, "true or false");
        }
        return object.get(name).booleanValue();
    }

    Optional<String> text(String name) {
        if (!has(name)) {
            return Optional.empty();
        }
        if (!object.get(name).isTextual()) {
            throw unexpected(name, "a text in quotes");
        }
        return Optional.of(object.get(name).textValue());
    }

    /** The texts of the list under a name; none if it is left out. */
    List<String> texts(String name) {
        if (has(name) && !object.get(name).isArray()) {
            throw unexpected(name, "a list in brackets");
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode entry : object.path(name)) {
            if (!entry.isTextual()) {
                throw FailureException.badInput(
                        path(name + "[" + texts.size() + "]"), Found.describe(entry), "a text in quotes");
            }
            texts.add(entry.textValue());
        }
        return texts;
    }

    /** The object under a name, which knows these fields. */
    Optional<Fields> object(String name, List<String> known) {
        return rawObject(name).map(inner -> new Fields(path + name + ".", inner, known));
    }

    /** The object under a name, whatever its fields. */
    Optional<ObjectNode> rawObject(String name) {
        if (!has(name)) {
            return Optional.empty();
        }
        if (!(object.get(name) instanceof ObjectNode inner)) {
            throw unexpected(name, "an object in braces");
        }
        return Optional.of(inner);
    }

    /** The objects of the list under a name, which know these fields. */
    List<Fields> list(String name, List<String> known) {
        if (has(name) && !object.get(name).isArray()) {
            throw unexpected(name, "a list in brackets");
        }
        List<Fields> all = new ArrayList<>();
        for (JsonNode entry : object.path(name)) {
            String place = name + "[" + all.size() + "]";
            if (!(entry instanceof ObjectNode inner)) {
                throw FailureException.badInput(path + place, Found.describe(entry), "an object in braces");
            }
            all.add(new Fields(path + place + ".", inner, known));
        }
        return all;
    }

    /** A refusal of the value under a name. */
    FailureException unexpected(String name, String expected) {
        return FailureException.badInput(path(name), Found.describe(object.get(name)), expected);
    }

    /** Where a field stands in the request. */
    String path(String name) {
        return path + name;
    }
}
