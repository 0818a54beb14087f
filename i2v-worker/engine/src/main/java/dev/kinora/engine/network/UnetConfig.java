package dev.kinora.engine.network;

import dev.kinora.engine.config.ConfigFile;
import java.nio.file.Path;
import java.util.List;

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
    private static final String CLASS = "UNetSpatioTemporalConditionModel";

    /**
     * What down and up block have at one resolution.
     *
     * @param channels channels of a frame
     * @param layers residual blocks on the way down; one more on the way up
     * @param heads attention heads
     * @param contextWidth values of a token of the cross-attention's context
     * @param depths transformer blocks in the attention of each layer of the up block; the down block's and the middle's have
     *     the first of them
     * @param attentionDown whether the down block has attention
     * @param attentionUp whether the up block has attention
     */
    record Level(
            int channels,
            int layers,
            int heads,
            int contextWidth,
            List<Integer> depths,
            boolean attentionDown,
            boolean attentionUp) {
        Level {
            depths = List.copyOf(depths);
        }
    }

    UnetConfig {
        levels = List.copyOf(levels);
    }

    /** @throws dev.kinora.contract.FailureException {@code BAD_INPUT} naming the key that no such network can have */
    static UnetConfig read(Path folder) {
        ConfigFile file = ConfigFile.read(folder.resolve("config.json"));
        file.require(file.text("_class_name", CLASS).equals(CLASS), "_class_name", CLASS);
        int timeIdWidth = file.positive("addition_time_embed_dim", 256);
        int projection = file.positive("projection_class_embeddings_input_dim", 768);
        file.require(
                projection % timeIdWidth == 0,
                "projection_class_embeddings_input_dim",
                "a multiple of addition_time_embed_dim " + timeIdWidth);
        int in = file.positive("in_channels", 8);
        int out = file.positive("out_channels", 4);
        return new UnetConfig(in, out, UnetLevels.read(file), timeIdWidth, projection / timeIdWidth);
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
