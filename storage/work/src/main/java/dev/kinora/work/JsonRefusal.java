package dev.kinora.work;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import dev.kinora.contract.FailureException;
import java.io.IOException;
import java.util.Collection;
import java.util.stream.Collectors;

/** Says what is wrong with a JSON text in the contract's terms: field, what came, what was expected. */
final class JsonRefusal {
    private static final int LONGEST_QUOTE = 80;

    private JsonRefusal() {}

    static FailureException of(IOException problem, JsonParser parser) {
        if (problem.getCause() instanceof FailureException refusal) {
            return refusal; // a record's own constructor knows best
        }
        if (problem instanceof UnrecognizedPropertyException unknown) {
            return FailureException.badInput(path(unknown), "an unknown field", known(unknown.getKnownPropertyIds()));
        }
        if (problem instanceof InvalidTypeIdException type) {
            String found = type.getTypeId() == null ? "nothing" : type.getTypeId();
            return FailureException.badInput("type", found, "the name of an event");
        }
        if (problem instanceof InvalidFormatException format) {
            return FailureException.badInput(path(format), quote(format.getValue()), kind(format.getTargetType()));
        }
        if (problem instanceof MismatchedInputException mismatch) {
            return FailureException.badInput(path(mismatch), found(parser), kind(mismatch.getTargetType()));
        }
        return malformed(problem);
    }

    private static FailureException malformed(IOException problem) {
        String reason =
                problem instanceof JsonProcessingException json ? json.getOriginalMessage() : problem.getMessage();
        String place = problem instanceof JsonProcessingException json ? place(json.getLocation()) : "";
        return FailureException.badInput("message", quote(reason) + place, "well-formed JSON");
    }

    private static String path(JsonMappingException problem) {
        StringBuilder path = new StringBuilder();
        for (JsonMappingException.Reference step : problem.getPath()) {
            if (step.getFieldName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.length() == 0 ? "" : ".").append(step.getFieldName());
            }
        }
        return path.length() == 0 ? "message" : path.toString();
    }

    /** The value at which reading stopped; a missing one is noticed at the end of its object. */
    private static String found(JsonParser parser) {
        JsonToken token = parser.currentToken();
        if (token == null || token == JsonToken.VALUE_NULL || token == JsonToken.END_OBJECT) {
            return "nothing";
        }
        if (token == JsonToken.START_ARRAY) {
            return "a list";
        }
        try {
            return token == JsonToken.START_OBJECT ? "an object" : quote(parser.getText());
        } catch (IOException unreadable) {
            return quote(unreadable.getMessage());
        }
    }

    private static String known(Collection<Object> names) {
        return "one of " + names.stream().map(Object::toString).sorted().collect(Collectors.joining(", "));
    }

    private static String kind(Class<?> type) {
        if (type == null) {
            return "a value of another kind";
        }
        if (type == int.class || type == long.class || type == Integer.class || type == Long.class) {
            return "a whole number";
        }
        if (type == double.class || type == Double.class) {
            return "a number";
        }
        if (type == byte[].class) {
            return "base64";
        }
        if (type == String.class) {
            return "a text";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        return Collection.class.isAssignableFrom(type) ? "a list" : "a JSON object";
    }

    private static String place(JsonLocation location) {
        return location == null ? "" : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    private static String quote(Object value) {
        String text = String.valueOf(value).replaceAll("\\s+", " ");
        return text.length() <= LONGEST_QUOTE ? text : text.substring(0, LONGEST_QUOTE) + "…";
    }
}
