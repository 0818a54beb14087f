package dev.kinora.engine.network;

import dev.kinora.inference.Tensor;
import java.util.Map;

/**
 * What steers the denoiser and stays the same over all steps of a job.
 *
 * @param imageLatents {@code [1 or frames, channels, h, w]}: joined to the noisy latents on the channel axis, neither scaled
 *     by the VAE's factor nor by the noise level; one row stands for all frames. For image-to-video the still's latents
 * @param imageEmbedding {@code [tokens, width]}: the still's CLIP embedding, one token; two for interpolation
 * @param addedTimeIds as many as the network takes: fps − 1, motion bucket, noise augmentation
 * @param guidance one scale for each frame; empty: guidance is off and the unconditional half is not computed
 * @param loras changes by module path; modules the denoiser was not opened for are refused
 */
public record Conditioning(
        Tensor imageLatents,
        Tensor imageEmbedding,
        float[] addedTimeIds,
        float[] guidance,
        Map<String, LoraFeed> loras) {
    public Conditioning {
        imageLatents.require("imageLatents", -1, -1, -1, -1);
        imageEmbedding.require("imageEmbedding", -1, -1);
        addedTimeIds = addedTimeIds.clone();
        guidance = guidance.clone();
        loras = Map.copyOf(loras);
    }

    /** The same without guidance. */
    public Conditioning unguided() {
        return new Conditioning(imageLatents, imageEmbedding, addedTimeIds, new float[0], loras);
    }

    @Override
    public float[] addedTimeIds() {
        return addedTimeIds.clone();
    }

    @Override
    public float[] guidance() {
        return guidance.clone();
    }
}
