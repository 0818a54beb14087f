package dev.kinora.engine.lora;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kinora.contract.FailureException;
import dev.kinora.inference.weights.Safetensors;

/**
 * The scale a LoRA was trained with, from its metadata: {@code lora_adapter_metadata} holds JSON with
 * {@code unet.lora_alpha} and {@code unet.use_rslora}. Without alpha the scale is 1. Per-module alphas are refused.
 *
 * @param alpha null if the file does not say
 * @param rankStabilised whether alpha is divided by √rank (Kalajdzievski 2023) instead of rank
 */
record LoraAlpha(Double alpha, boolean rankStabilised) {
    private static final String METADATA = "lora_adapter_metadata";
    private static final ObjectMapper JSON = new ObjectMapper();

    static LoraAlpha of(Safetensors file) {
        JsonNode metadata = metadata(file);
        if (!metadata.path("unet.alpha_pattern").isEmpty()) {
            throw refuse(file, "an alpha_pattern", "one alpha for all modules");
        }
        JsonNode alpha = metadata.path("unet.lora_alpha");
        if (!alpha.isMissingNode() && !(alpha.isNumber() && Double.isFinite(alpha.doubleValue()))) {
            throw refuse(file, "unet.lora_alpha " + alpha, "a number");
        }
        return new LoraAlpha(
                alpha.isMissingNode() ? null : alpha.doubleValue(),
                metadata.path("unet.use_rslora").asBoolean());
    }

    /** The factor on up · down. */
    double scale(int rank) {
        return alpha == null ? 1 : alpha / (rankStabilised ? Math.sqrt(rank) : rank);
    }

    private static JsonNode metadata(Safetensors file) {
        try {
            return JSON.readTree(file.metadata().getOrDefault(METADATA, "{}"));
        } catch (JsonProcessingException malformed) {
            throw refuse(file, malformed.getOriginalMessage(), "JSON");
        }
    }

    private static FailureException refuse(Safetensors file, String found, String expected) {
        return FailureException.badInput(file.label() + ": " + METADATA, found, expected);
    }
}
