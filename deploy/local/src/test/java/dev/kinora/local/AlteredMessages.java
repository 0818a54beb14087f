package dev.kinora.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** A message with one thing wrong: a field missing, unknown or of another type, at every depth. */
final class AlteredMessages {
    /** The sender's own words, of any name and number. */
    private static final List<String> OPEN = List.of("labels", "headers");

    /** What a message may lack. */
    private static final List<String> OPTIONAL = List.of(
            "deadline", "evaluations", "sampling", "interval", "guidanceInterval", "traceparent", "key", "problem");

    private final JsonNode message;
    private final List<JsonNode> all = new ArrayList<>();

    private AlteredMessages(JsonNode message) {
        this.message = message;
    }

    /** @param mayLack whether all fields of the outermost object are optional, as those of a request */
    static List<JsonNode> of(JsonNode message, boolean mayLack) {
        AlteredMessages altered = new AlteredMessages(message);
        altered.alter("", message, mayLack);
        return altered.all;
    }

    private void alter(String path, JsonNode node, boolean mayLack) {
        if (node.isArray() && !node.isEmpty()) {
            retype(path, "0");
            alter(path + "/0", node.get(0), mayLack);
        }
        if (!node.isObject()) {
            return;
        }
        ((ObjectNode) copy(path)).put("surprise", 1);
        node.properties().forEach(field -> {
            String name = field.getKey();
            retype(path, name);
            if (!mayLack && !OPTIONAL.contains(name)) {
                ((ObjectNode) copy(path)).remove(name);
            }
            if (!OPEN.contains(name)) {
                alter(path + "/" + name, field.getValue(), mayLack);
            }
        });
    }

    private void retype(String path, String name) {
        JsonNode parent = copy(path);
        JsonNode wrong = JsonNodeFactory.instance.arrayNode().add(JsonNodeFactory.instance.arrayNode());
        if (parent instanceof ArrayNode array) {
            array.set(Integer.parseInt(name), wrong);
        } else {
            ((ObjectNode) parent).set(name, wrong);
        }
    }

    /** A part of one more copy of the message. */
    private JsonNode copy(String path) {
        JsonNode copy = message.deepCopy();
        all.add(copy);
        return copy.at(path);
    }
}
