package dev.kinora.engine.lora;

import dev.kinora.inference.graph.LinearShape;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the Linears of one network are called in LoRA files (svd-spec 6.5). Names are looked up, never taken apart: which of
 * a name's underscores were dots cannot be told from it.
 */
public final class ModuleNames {
    private static final Pattern ATTENTION = Pattern.compile("(.+\\.attn[12])\\.(to_[qkv]|to_out)(?:\\.0)?");

    private static final Pattern PREFIX = Pattern.compile("lora_unet_|(?:base_model\\.model\\.)?(?:unet\\.)?");
    private static final Pattern DOWN = ending(
            "\\.lora_A(?:\\.[^.]+)?\\.weight",
            "\\.lora(?:_linear_layer)?\\.down\\.weight",
            "_lora\\.down\\.weight",
            "\\.lora_down\\.weight");
    private static final Pattern UP = ending(
            "\\.lora_B(?:\\.[^.]+)?\\.weight",
            "\\.lora(?:_linear_layer)?\\.up\\.weight",
            "_lora\\.up\\.weight",
            "\\.lora_up\\.weight");
    private static final Pattern ALPHA = ending("\\.alpha");

    private final Map<String, LinearShape> linears;
    private final Map<String, String> modules = new HashMap<>();

    /** What a tensor of a LoRA is to its module. */
    enum Part {
        DOWN,
        UP,
        ALPHA
    }

    /** A tensor's place. */
    record Place(String module, Part part) {}

    /** @param linears every Linear of the network that a LoRA may change, by module path */
    public ModuleNames(Map<String, LinearShape> linears) {
        this.linears = Map.copyOf(linears);
        SgmNames sgm = new SgmNames(linears.keySet());
        for (String module : linears.keySet()) {
            know(module, module);
            sgm.of(module).ifPresent(name -> know(name, module));
            Matcher attention = ATTENTION.matcher(module);
            if (attention.matches()) {
                modules.put(attention.group(1) + ".processor." + attention.group(2), module);
            }
        }
    }

    private void know(String name, String module) {
        modules.put(name, module);
        modules.put(name.replace('.', '_'), module);
    }

    /** Size of a module of this network. */
    LinearShape shape(String module) {
        return linears.get(module);
    }

    /** What a key of a LoRA file means, if it means anything to this network. */
    Optional<Place> place(String key) {
        return place(key, DOWN, Part.DOWN).or(() -> place(key, UP, Part.UP)).or(() -> place(key, ALPHA, Part.ALPHA));
    }

    private Optional<Place> place(String key, Pattern pattern, Part part) {
        Matcher parts = pattern.matcher(key);
        return Optional.ofNullable(parts.matches() ? modules.get(parts.group("name")) : null)
                .map(module -> new Place(module, part));
    }

    private static Pattern ending(String... forms) {
        return Pattern.compile("(?:" + PREFIX + ")(?<name>.+?)(?:" + String.join("|", forms) + ")");
    }
}
