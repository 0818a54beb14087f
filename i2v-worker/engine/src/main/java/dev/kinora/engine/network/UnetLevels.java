package dev.kinora.engine.network;

import dev.kinora.engine.config.ConfigFile;
import dev.kinora.engine.network.UnetConfig.Level;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** The lists of {@code unet/config.json} that have a value for each resolution, and what they may hold together. */
final class UnetLevels {
    private static final int NORM_GROUPS = 32;
    private static final String CROSS_DOWN = "CrossAttnDownBlockSpatioTemporal";
    private static final String DOWN = "DownBlockSpatioTemporal";
    private static final String CROSS_UP = "CrossAttnUpBlockSpatioTemporal";
    private static final String UP = "UpBlockSpatioTemporal";

    private final ConfigFile file;
    private final List<Integer> channels;
    private final int count;
    private final List<String> down;
    private final List<String> up;
    private final List<Integer> layers;
    private final List<Integer> heads;
    private final List<Integer> contexts;
    private final List<List<Integer>> depths;

    private UnetLevels(ConfigFile file) {
        this.file = file;
        channels = file.positives("block_out_channels", List.of(320, 640, 1280, 1280));
        count = channels.size();
        down = blocks("down_block_types", List.of(CROSS_DOWN, CROSS_DOWN, CROSS_DOWN, DOWN), Set.of(CROSS_DOWN, DOWN));
        up = blocks("up_block_types", List.of(UP, CROSS_UP, CROSS_UP, CROSS_UP), Set.of(CROSS_UP, UP));
        layers = file.perBlock("layers_per_block", 2, count);
        // The class default for heads is a list of four.
        heads = file.has("num_attention_heads") || count != 4
                ? file.perBlock("num_attention_heads", 8, count)
                : List.of(5, 10, 20, 20);
        contexts = file.perBlock("cross_attention_dim", 1024, count);
        depths = file.perLayer("transformer_layers_per_block", 1, transformers());
    }

    /** One for each resolution, the finest first. */
    static List<Level> read(ConfigFile file) {
        UnetLevels lists = new UnetLevels(file);
        return IntStream.range(0, lists.count).mapToObj(lists::level).toList();
    }

    private List<String> blocks(String name, List<String> otherwise, Set<String> kinds) {
        List<String> blocks = file.texts(name, otherwise);
        file.require(blocks.size() == count, name, count + " blocks, one for each of block_out_channels");
        file.require(kinds.containsAll(blocks), name, "only " + String.join(" and ", kinds));
        return blocks;
    }

    /** How many transformers the reference makes of each value of the depth: the larger number of both ways. */
    private List<Integer> transformers() {
        return IntStream.range(0, count)
                .map(i -> attentionUp(i) ? layers.get(i) + 1 : attentionDown(i) ? layers.get(i) : 1)
                .boxed()
                .toList();
    }

    private Level level(int i) {
        int width = channels.get(i);
        file.require(width % NORM_GROUPS == 0, "block_out_channels", "multiples of " + NORM_GROUPS);
        file.require(width % heads.get(i) == 0, "num_attention_heads", "divisors of block_out_channels");
        boolean attends = attentionDown(i) || attentionUp(i);
        file.require(
                !attends || contexts.get(i).equals(contexts.get(count - 1)),
                "cross_attention_dim",
                "the same width wherever there is attention, as all see one context");
        return new Level(
                width, layers.get(i), heads.get(i), contexts.get(i), depths.get(i), attentionDown(i), attentionUp(i));
    }

    private boolean attentionDown(int i) {
        return down.get(i).equals(CROSS_DOWN);
    }

    /** Up blocks are listed from the coarsest to the finest. */
    private boolean attentionUp(int i) {
        return up.get(count - 1 - i).equals(CROSS_UP);
    }
}
