package dev.kinora.engine.lora;

import dev.kinora.contract.FailureException;
import dev.kinora.inference.weights.Safetensors;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Says what of a LoRA does not fit a model: how many keys, the first few, and what the file may be made for. */
final class LoraRefusal {
    private static final int SHOWN = 3;
    /** Parts of keys that only LoRAs for other networks have. */
    private static final Map<String, String> FOREIGN = new TreeMap<>(Map.of(
            "motion_modules", "AnimateDiff's motion modules",
            "lora_te", "a text encoder, which Stable Video Diffusion does not have",
            "text_encoder", "a text encoder, which Stable Video Diffusion does not have",
            "text_model", "a text encoder, which Stable Video Diffusion does not have",
            "dora_scale", "DoRA, which is not supported",
            "hada_", "LoHa, which is not supported",
            "lokr_", "LoKr, which is not supported",
            "single_transformer_blocks", "a Flux transformer"));

    private LoraRefusal() {}

    static FailureException unknownKeys(Safetensors file, List<String> unknown) {
        int all = file.entries().size();
        String found = (unknown.size() == all ? "none of %d keys fits".formatted(all) : partly(unknown.size(), all))
                + ": "
                + first(unknown)
                + madeFor(unknown);
        return FailureException.badInput(
                file.label(), found, "only keys of Linears in this model's unet, such as unet.<module>.lora_A.weight");
    }

    /** @param wrong what was found under each key of another shape, the first of them to be explained */
    static FailureException shapes(Safetensors file, Map<String, String> wrong, String expected) {
        Map.Entry<String, String> first = wrong.entrySet().iterator().next();
        String more = wrong.size() == 1 ? "" : " (the first of %d keys that do not fit)".formatted(wrong.size());
        return at(file, first.getKey(), first.getValue() + more, expected);
    }

    static FailureException at(Safetensors file, String key, Object found, String expected) {
        return FailureException.badInput(file.label() + ": " + key, found, expected);
    }

    private static String partly(int unknown, int all) {
        return "%d of %d keys that do not fit".formatted(unknown, all);
    }

    private static String first(List<String> keys) {
        String shown = keys.stream().limit(SHOWN).collect(Collectors.joining(", "));
        return keys.size() > SHOWN ? shown + ", …" : shown;
    }

    private static String madeFor(List<String> keys) {
        return FOREIGN.entrySet().stream()
                .filter(foreign -> keys.stream().anyMatch(key -> key.contains(foreign.getKey())))
                .map(foreign -> " (made for " + foreign.getValue() + ")")
                .findFirst()
                .orElse("");
    }
}
