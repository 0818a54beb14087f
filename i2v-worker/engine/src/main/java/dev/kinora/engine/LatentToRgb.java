package dev.kinora.engine;

import dev.kinora.engine.config.ConfigFile;

/**
 * A cheap look at latents: rgb = latents × matrix + bias, one pixel a latent cell, 0..1 before clamping.
 *
 * @param matrix a row of red, green, blue for each latent channel; latents as the diffusion model has them, scaled
 * @param bias red, green, blue
 */
public record LatentToRgb(float[][] matrix, float[] bias) {
    private static final int COLOURS = 3;

    static LatentToRgb of(ConfigFile config, String path, int latentChannels) {
        return new LatentToRgb(
                config.matrix(path + ".matrix", latentChannels, COLOURS), config.numbers(path + ".bias", COLOURS));
    }
}
