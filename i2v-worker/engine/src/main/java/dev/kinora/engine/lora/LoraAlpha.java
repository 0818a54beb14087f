package dev.kinora.engine.lora;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kinora.contract.FailureException;
import dev.kinora.inference.weights.Safetensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The alpha a LoRA was trained with, where one JSON says it for all modules: PEFT's {@code adapter_config.json} beside an
 * {@code adapter_model.safetensors}, or diffusers' {@code lora_adapter_metadata} in the header, its keys under
 * {@code unet.}. What neither says is the rank, which makes the scale 1.
 *
 * @param common alpha of the modules that have none of their own; null if not said
 * @param patterns alpha of the modules whose path ends so
 * @param rankStabilised whether alpha is divided by √rank (Kalajdzievski 2023) instead of rank
 */
record LoraAlpha(Double common, Map<String, Double> patterns, boolean rankStabilised) {
    private static final String METADATA = "lora_adapter_metadata";
    private static final String CONFIG = "adapter_config.json";
    /** PEFT takes regular expressions, but trainers write the ends of paths. */
    private static final Pattern PLAIN = Pattern.compile("[\\w.]+");

    private static final ObjectMapper JSON = new ObjectMapper();

    static LoraAlpha of(Safetensors file) {
        Path config = file.file().resolveSibling(CONFIG);
        if (file.file().endsWith("adapter_model.safetensors") && Files.exists(config)) {
            return read(file.label() + " with " + CONFIG, "", text(file, config));
        }
        return read(file.label() + ": " + METADATA, "unet.", file.metadata().getOrDefault(METADATA, "{}"));
    }

    /**
     * The factor on up · down.
     *
     * @param own alpha of this module in the file; null if it has none
     */
    double scale(String module, int rank, Double own) {
        Double alpha = own != null ? own : said(module);
        return alpha == null ? 1 : alpha / (rankStabilised ? Math.sqrt(rank) : rank);
    }

    private Double said(String module) {
        return patterns.entrySet().stream()
                .filter(pattern -> ("." + module).endsWith("." + pattern.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(common);
    }

    private static LoraAlpha read(String label, String prefix, String text) {
        JsonNode json = tree(label, text);
        JsonNode common = json.path(prefix + "lora_alpha");
        Map<String, Double> patterns = new TreeMap<>();
        json.path(prefix + "alpha_pattern").properties().forEach(pattern -> {
            if (!PLAIN.matcher(pattern.getKey()).matches()) {
                throw FailureException.badInput(
                        label, "alpha_pattern " + pattern.getKey(), "the end of a module's path, without wildcards");
            }
            patterns.put(pattern.getKey(), number(label, "alpha_pattern " + pattern.getKey(), pattern.getValue()));
        });
        return new LoraAlpha(
                common.isMissingNode() ? null : number(label, prefix + "lora_alpha", common),
                patterns,
                json.path(prefix + "use_rslora").asBoolean());
    }

    private static double number(String label, String name, JsonNode value) {
        if (!value.isNumber() || !Double.isFinite(value.doubleValue())) {
            throw FailureException.badInput(label, name + " " + value, "a number");
        }
        return value.doubleValue();
    }

    private static JsonNode tree(String label, String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException malformed) {
            throw FailureException.badInput(label, malformed.getOriginalMessage(), "JSON");
        }
    }

    private static String text(Safetensors file, Path config) {
        try {
            return Files.readString(config);
        } catch (IOException unreadable) {
            throw FailureException.badInput(file.label() + " with " + CONFIG, unreadable.toString(), "a readable file");
        }
    }
}
