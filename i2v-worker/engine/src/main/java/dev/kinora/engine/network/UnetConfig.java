package dev.kinora.engine.network;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * {@code unet/config.json} of a {@code UNetSpatioTemporalConditionModel}.
 *
 * @param inChannels channels of a noisy frame joined with what conditions it
 * @param outChannels channels of a latent frame
 * @param levels one for each resolution, the finest first
 * @param timeIdWidth values one of the added time ids is embedded in
 * @param timeIdCount how many added time ids there are
 */
record UnetConfig(int inChannels, int outChannels, List<Level> levels, int timeIdWidth, int timeIdCount) {
    private static final int NORM_GROUPS = 32;
    private static final String CROSS_DOWN = "CrossAttnDownBlockSpatioTemporal";
    private static final String DOWN = "DownBlockSpatioTemporal";
    private static final String CROSS_UP = "CrossAttnUpBlockSpatioTemporal";
    private static final String UP = "UpBlockSpatioTemporal";

    /**
     * What down and up block have at one resolution.
     *
     * @param channels channels of a frame
     * @param layers residual blocks on the way down; one more on the way up
     * @param heads attention heads
     * @param contextWidth values of a token of the cross-attention's context
     * @param depth transformer blocks in each attention
     * @param attentionDown whether the down block has attention
     * @param attentionUp whether the up block has attention
     */
    record Level(
            int channels,
            int layers,
            int heads,
            int contextWidth,
            int depth,
            boolean attentionDown,
            boolean attentionUp) {}

    UnetConfig {
        levels = List.copyOf(levels);
    }

    static UnetConfig read(Path folder) {
        ConfigFile file = ConfigFile.read(folder);
        List<Level> levels = levels(file);
        int timeIdWidth = file.positive("addition_time_embed_dim", 256);
        int projection = file.positive("projection_class_embeddings_input_dim", 768);
        file.require(
                projection % timeIdWidth == 0,
                "projection_class_embeddings_input_dim",
                projection,
                "a multiple of addition_time_embed_dim " + timeIdWidth);
        int in = file.positive("in_channels", 8);
        int out = file.positive("out_channels", 4);
        return new UnetConfig(in, out, levels, timeIdWidth, projection / timeIdWidth);
    }

    private static List<Level> levels(ConfigFile file) {
        List<Integer> channels = file.positives("block_out_channels", List.of(320, 640, 1280, 1280));
        int count = channels.size();
        List<String> down = blocks(file, "down_block_types", List.of(CROSS_DOWN, CROSS_DOWN, CROSS_DOWN, DOWN), count);
        List<String> up = blocks(file, "up_block_types", List.of(UP, CROSS_UP, CROSS_UP, CROSS_UP), count);
        // The class default for heads is a list of four.
        List<Integer> heads = file.has("num_attention_heads") || count != 4
                ? file.perBlock("num_attention_heads", 8, count)
                : List.of(5, 10, 20, 20);
        List<Integer> layers = file.perBlock("layers_per_block", 2, count);
        List<Integer> contexts = file.perBlock("cross_attention_dim", 1024, count);
        List<Integer> depths = file.perBlock("transformer_layers_per_block", 1, count);
        List<Level> levels = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int width = channels.get(i);
            file.require(width % NORM_GROUPS == 0, "block_out_channels", width, "multiples of " + NORM_GROUPS);
            file.require(width % heads.get(i) == 0, "num_attention_heads", heads.get(i), "a divisor of " + width);
            levels.add(new Level(
                    width,
                    layers.get(i),
                    heads.get(i),
                    contexts.get(i),
                    depths.get(i),
                    down.get(i).equals(CROSS_DOWN),
                    up.get(count - 1 - i).equals(CROSS_UP)));
        }
        return levels;
    }

    private static List<String> blocks(ConfigFile file, String name, List<String> otherwise, int count) {
        Set<String> kinds = name.startsWith("down") ? Set.of(CROSS_DOWN, DOWN) : Set.of(CROSS_UP, UP);
        List<String> blocks = file.texts(name, otherwise);
        file.require(blocks.size() == count, name, blocks.size() + " blocks", count);
        file.require(kinds.containsAll(blocks), name, blocks, "only " + kinds);
        return blocks;
    }

    /** The coarsest level; the middle block is like it. */
    Level deepest() {
        return levels.get(levels.size() - 1);
    }

    /** Channels that are joined to those of a noisy frame. */
    int joinedChannels() {
        return inChannels - outChannels;
    }

    /** Values of a token of the context that the whole network is given; a network has one. */
    int contextWidth() {
        return deepest().contextWidth();
    }

    /** Values the time embedding has. */
    int embeddingWidth() {
        return 4 * levels.get(0).channels();
    }
}
