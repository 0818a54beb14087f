package dev.kinora.engine.lora;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Stability's own library (sgm) calls the modules of the network (svd-spec 3.6): blocks are numbered through,
 * residual blocks, attentions and samplers alike.
 */
final class SgmNames {
    private static final Pattern IN_BLOCK =
            Pattern.compile("(down|up)_blocks\\.(\\d+)\\.(resnet|attention)s\\.(\\d+)\\.(.+)");
    private static final Pattern IN_MIDDLE = Pattern.compile("mid_block\\.(resnet|attention)s\\.(\\d+)\\.(.+)");
    private static final Map<String, String> EMBEDDINGS = Map.of(
            "time_embedding.linear_1", "time_embed.0",
            "time_embedding.linear_2", "time_embed.2",
            "add_embedding.linear_1", "label_emb.0.0",
            "add_embedding.linear_2", "label_emb.0.2");

    /** Residual blocks of each block on the way down and up, from 0. */
    private final TreeMap<Integer, Integer> down = new TreeMap<>();

    private final TreeMap<Integer, Integer> up = new TreeMap<>();

    /** @param modules paths of the network, of each residual block at least one */
    SgmNames(Set<String> modules) {
        Set<String> counted = new HashSet<>();
        for (String module : modules) {
            Matcher place = IN_BLOCK.matcher(module);
            if (place.matches() && counted.add(module.substring(0, place.start(5)))) {
                TreeMap<Integer, Integer> blocks = place.group(1).equals("down") ? down : up;
                int isResnet = place.group(3).equals("resnet") ? 1 : 0;
                blocks.merge(Integer.parseInt(place.group(2)), isResnet, Integer::sum);
            }
        }
    }

    /** The name of a module, if sgm has one for it. */
    Optional<String> of(String module) {
        Matcher block = IN_BLOCK.matcher(module);
        Matcher middle = IN_MIDDLE.matcher(module);
        if (block.matches()) {
            String kind = block.group(3);
            return Optional.of("%s.%d.%d.%s"
                    .formatted(
                            block.group(1).equals("down") ? "input_blocks" : "output_blocks",
                            number(block),
                            kind.equals("resnet") ? 0 : 1,
                            inner(kind, block.group(5))));
        }
        if (middle.matches()) {
            boolean isResnet = middle.group(1).equals("resnet");
            int place = isResnet ? 2 * Integer.parseInt(middle.group(2)) : 1;
            return Optional.of("middle_block.%d.%s".formatted(place, inner(middle.group(1), middle.group(3))));
        }
        return Optional.ofNullable(EMBEDDINGS.get(module));
    }

    /** On the way down the first convolution counts, and each block's downsampler; on the way up samplers do not. */
    private int number(Matcher place) {
        boolean isDown = place.group(1).equals("down");
        int block = Integer.parseInt(place.group(2));
        int layer = Integer.parseInt(place.group(4));
        int before = (isDown ? down : up)
                .headMap(block).values().stream()
                        .mapToInt(layers -> isDown ? layers + 1 : layers)
                        .sum();
        return (isDown ? 1 : 0) + before + layer;
    }

    private static String inner(String kind, String rest) {
        return kind.equals("resnet")
                ? rest.replace("spatial_res_block.time_emb_proj", "emb_layers.1")
                        .replace("temporal_res_block.time_emb_proj", "time_stack.emb_layers.1")
                : rest.replace("temporal_transformer_blocks", "time_stack")
                        .replace("time_pos_embed.linear_1", "time_pos_embed.0")
                        .replace("time_pos_embed.linear_2", "time_pos_embed.2");
    }
}
