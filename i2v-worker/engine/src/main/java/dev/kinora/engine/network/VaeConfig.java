package dev.kinora.engine.network;

import dev.kinora.engine.config.ConfigFile;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * {@code vae/config.json} of an {@code AutoencoderKLTemporalDecoder}.
 *
 * @param inChannels channels of a picture going in
 * @param outChannels channels of a picture coming out
 * @param latentChannels channels of a latent frame
 * @param levels one for each resolution, the finest first
 * @param layers residual blocks of an encoder level; a decoder level has one more
 * @param scalingFactor what the diffusion model's latents are divided by before they are decoded
 */
record VaeConfig(
        int inChannels, int outChannels, int latentChannels, List<Level> levels, int layers, float scalingFactor) {
    private static final String CLASS = "AutoencoderKLTemporalDecoder";
    private static final int NORM_GROUPS = 32;
    private static final String DOWN = "DownEncoderBlock2D";
    private static final String ATTENTION_DOWN = "AttnDownEncoderBlock2D";

    /**
     * What encoder and decoder have at one resolution.
     *
     * @param channels channels of a picture
     * @param attention whether the encoder attends after each residual block; the decoder never does
     */
    record Level(int channels, boolean attention) {}

    VaeConfig {
        levels = List.copyOf(levels);
    }

    /** @throws dev.kinora.contract.FailureException {@code BAD_INPUT} naming the key that no such network can have */
    static VaeConfig read(Path folder) {
        ConfigFile file = ConfigFile.read(folder.resolve("config.json"));
        file.require(file.text("_class_name", CLASS).equals(CLASS), "_class_name", CLASS);
        return new VaeConfig(
                file.positive("in_channels", 3),
                file.positive("out_channels", 3),
                file.positive("latent_channels", 4),
                levels(file),
                file.positive("layers_per_block", 1),
                file.positiveNumber("scaling_factor", 0.18215));
    }

    private static List<Level> levels(ConfigFile file) {
        List<Integer> channels = file.positives("block_out_channels", List.of(64));
        // The class default is a single block, which fits a single level only.
        List<String> blocks = file.texts("down_block_types", Collections.nCopies(channels.size(), DOWN));
        file.require(
                blocks.size() == channels.size(),
                "down_block_types",
                channels.size() + " blocks, one for each of block_out_channels");
        file.require(
                Set.of(DOWN, ATTENTION_DOWN).containsAll(blocks),
                "down_block_types",
                "only " + DOWN + " and " + ATTENTION_DOWN);
        channels.forEach(
                width -> file.require(width % NORM_GROUPS == 0, "block_out_channels", "multiples of " + NORM_GROUPS));
        return IntStream.range(0, channels.size())
                .mapToObj(i -> new Level(channels.get(i), blocks.get(i).equals(ATTENTION_DOWN)))
                .toList();
    }

    /** Channels at one resolution. */
    int channels(int level) {
        return levels.get(level).channels();
    }

    /** The coarsest resolution. */
    int last() {
        return levels.size() - 1;
    }

    /** Pixels a side that are one latent cell. */
    int scaleFactor() {
        return 1 << last();
    }
}
