package dev.kinora.engine.network;

import java.nio.file.Path;
import java.util.List;

/**
 * {@code vae/config.json} of an {@code AutoencoderKLTemporalDecoder}.
 *
 * @param inChannels channels of a picture going in
 * @param outChannels channels of a picture coming out
 * @param latentChannels channels of a latent frame
 * @param channels channels at each level, the finest first
 * @param layers residual blocks of an encoder level
 * @param scalingFactor what the diffusion model's latents are divided by before they are decoded
 */
record VaeConfig(
        int inChannels, int outChannels, int latentChannels, List<Integer> channels, int layers, float scalingFactor) {
    private static final int NORM_GROUPS = 32;

    VaeConfig {
        channels = List.copyOf(channels);
    }

    static VaeConfig read(Path folder) {
        ConfigFile file = ConfigFile.read(folder);
        List<Integer> channels = file.positives("block_out_channels", List.of(64));
        channels.forEach(width ->
                file.require(width % NORM_GROUPS == 0, "block_out_channels", width, "multiples of " + NORM_GROUPS));
        return new VaeConfig(
                file.positive("in_channels", 3),
                file.positive("out_channels", 3),
                file.positive("latent_channels", 4),
                channels,
                file.positive("layers_per_block", 1),
                file.number("scaling_factor", 0.18215));
    }

    /** Pixels a side that are one latent cell. */
    int scaleFactor() {
        return 1 << (channels.size() - 1);
    }

    int deepest() {
        return channels.get(channels.size() - 1);
    }
}
