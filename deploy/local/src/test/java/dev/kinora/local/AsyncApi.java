package dev.kinora.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** {@code deploy/asyncapi.yaml}, asked whether messages are as it says. */
final class AsyncApi {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonNode document;
    private final SchemaRegistry schemas = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7);

    AsyncApi(Path file) throws IOException {
        // By way of text, as YAML's anchors are to be written out.
        this.document = JSON.readTree(
                JSON.writeValueAsBytes(new ObjectMapper(new YAMLFactory()).readValue(file.toFile(), Object.class)));
    }

    /** A message as it lies on a topic. */
    record Message(String topic, Map<String, String> headers, JsonNode body) {}

    /** What AsyncAPI's own schema finds wrong with the document. */
    List<String> problems(JsonNode asyncApiSchema) {
        return texts(schemas.getSchema(asyncApiSchema).validate(document));
    }

    /** The messages that a topic may hold, by name. */
    List<String> messagesOf(String topic) {
        for (JsonNode channel : document.path("channels")) {
            String address = channel.path("address").asText();
            if (Pattern.matches(address.replace(".", "\\.").replace("{model}", ".+"), topic)) {
                List<String> names = new ArrayList<>();
                channel.path("messages").fieldNames().forEachRemaining(names::add);
                return names;
            }
        }
        throw new AssertionError("no channel of the address " + topic);
    }

    /** The topics that are told of, each of a model for {@code nano}. */
    List<String> topics() {
        List<String> topics = new ArrayList<>();
        document.path("channels")
                .forEach(channel -> topics.add(channel.path("address").asText().replace("{model}", "nano")));
        return topics;
    }

    /** Which of its topic's messages it is; throws with what is wrong if it is none, or more than one. */
    String nameOf(Message message) {
        List<String> fitting = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (String name : messagesOf(message.topic())) {
            List<String> found = problems(name, message);
            if (found.isEmpty()) {
                fitting.add(name);
            }
            problems.addAll(found);
        }
        if (fitting.size() != 1) {
            throw new AssertionError(message + " is " + fitting + " because of " + problems);
        }
        return fitting.get(0);
    }

    /** What is wrong with it, as the message of that name. */
    List<String> problems(String name, Message message) {
        List<String> problems = new ArrayList<>();
        problems.addAll(texts(schema(name, "headers").validate(JSON.valueToTree(message.headers()))));
        problems.addAll(texts(schema(name, "payload").validate(message.body())));
        return problems;
    }

    private Schema schema(String name, String part) {
        ObjectNode schema = JSON.createObjectNode();
        schema.putArray("allOf").addObject().put("$ref", "#/components/messages/" + name + "/" + part);
        schema.set("components", document.path("components"));
        return schemas.getSchema(schema);
    }

    private static List<String> texts(List<Error> errors) {
        return errors.stream().map(Error::toString).toList();
    }
}
