package dev.kinora.engine.lora;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says in a few words which parts of the network a LoRA changes. */
final class LoraTargets {
    private static final Pattern BLOCK =
            Pattern.compile(".*attentions\\.\\d+\\.(temporal_)?transformer_blocks\\.\\d+\\.(\\w+)\\..*");

    private LoraTargets() {}

    /** Such as {@code spatial attn1, temporal attn1, temporal ff}. */
    static String describe(Set<String> modules) {
        Set<String> targets = new TreeSet<>();
        modules.forEach(module -> targets.add(target(module)));
        return String.join(", ", targets);
    }

    private static String target(String module) {
        Matcher block = BLOCK.matcher(module);
        if (block.matches()) {
            return (block.group(1) == null ? "spatial " : "temporal ") + block.group(2);
        }
        if (module.contains("attentions.")) {
            return module.contains("time_pos_embed") ? "frame positions" : "projections";
        }
        return module.contains("resnets.") ? "residual blocks" : "time embedding";
    }
}
