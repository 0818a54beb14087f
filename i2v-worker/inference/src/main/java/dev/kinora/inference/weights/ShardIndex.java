package dev.kinora.inference.weights;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.kinora.contract.FailureException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code *.safetensors.index.json}: which file of the same folder holds which tensor. */
final class ShardIndex {
    private static final JsonMapper JSON = new JsonMapper();

    private ShardIndex() {}

    /**
     * Opens every shard that an index names.
     *
     * @return the shard of each tensor, by key
     * @throws FailureException {@code BAD_INPUT} naming the shard that is missing or damaged, or the tensor it lacks
     */
    static Map<String, Safetensors> open(Path index) {
        String label = Safetensors.label(index);
        Map<String, Safetensors> shards = new LinkedHashMap<>();
        Map<String, Safetensors> shardOf = new LinkedHashMap<>();
        weightMap(label, index).properties().forEach(tensor -> {
            String name = name(label + ": " + tensor.getKey(), tensor.getValue());
            Safetensors shard = shards.computeIfAbsent(name, missing -> open(label, index.resolveSibling(missing)));
            if (!shard.entries().containsKey(tensor.getKey())) {
                throw FailureException.badInput(
                        shard.label() + ": " + tensor.getKey(),
                        "no such tensor",
                        "the tensor that the index says is here");
            }
            shardOf.put(tensor.getKey(), shard);
        });
        return shardOf;
    }

    private static JsonNode weightMap(String label, Path index) {
        try {
            JsonNode map = JSON.readTree(Files.readAllBytes(index)).path("weight_map");
            if (!map.isObject() || map.isEmpty()) {
                throw FailureException.badInput(label + ": weight_map", map, "an object of tensors and their files");
            }
            return map;
        } catch (JsonProcessingException e) {
            throw FailureException.badInput(label, "broken JSON: " + e.getOriginalMessage(), "an index of shards");
        } catch (IOException e) {
            throw FailureException.badInput(label, e.toString(), "a readable file");
        }
    }

    /** An index comes from elsewhere, so it may not point out of its folder. */
    private static String name(String field, JsonNode value) {
        String name = value.asText();
        if (!value.isTextual() || !name.endsWith(".safetensors") || name.contains("/") || name.contains("\\")) {
            throw FailureException.badInput(field, value, "the name of a safetensors file in the same folder");
        }
        return name;
    }

    private static Safetensors open(String label, Path shard) {
        if (!Files.exists(shard)) {
            throw FailureException.badInput(label, "no shard " + shard.getFileName(), "every shard it names beside it");
        }
        return Safetensors.open(shard);
    }
}
