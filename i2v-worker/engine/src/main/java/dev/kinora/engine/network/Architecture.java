package dev.kinora.engine.network;

import dev.kinora.contract.FailureException;
import java.nio.file.Path;

/** Whether the networks of a model folder fit each other, by their configurations. Opens no weights. */
public final class Architecture {
    private static final int COLOURS = 3;
    /** Frame rate, motion bucket and noise augmentation. */
    private static final int TIME_IDS = 3;

    private Architecture() {}

    /**
     * Refuses a folder whose networks are no image-to-video model: the UNet denoises latents of the autoencoder, joined with
     * those of the still, and attends to the CLIP tower's embedding of it.
     *
     * @throws FailureException {@code BAD_INPUT} naming the file and the key
     */
    public static void requireImageToVideo(Path model) {
        UnetConfig unet = UnetConfig.read(model.resolve("unet"));
        VaeConfig vae = VaeConfig.read(model.resolve("vae"));
        ClipConfig clip = ClipConfig.read(model.resolve("image_encoder"));
        requirePictures(vae, clip);
        require(
                "unet/config.json: cross_attention_dim",
                unet.contextWidth(),
                clip.projection(),
                "the image_encoder's projection_dim");
        requireLatents(unet, vae.latentChannels());
        require(
                "unet/config.json: projection_class_embeddings_input_dim",
                unet.timeIdCount() * unet.timeIdWidth(),
                TIME_IDS * unet.timeIdWidth(),
                "three times addition_time_embed_dim");
    }

    private static void requirePictures(VaeConfig vae, ClipConfig clip) {
        String why = "a picture's colours";
        require("vae/config.json: in_channels", vae.inChannels(), COLOURS, why);
        require("vae/config.json: out_channels", vae.outChannels(), COLOURS, why);
        require("image_encoder/config.json: num_channels", clip.channels(), COLOURS, why);
    }

    private static void requireLatents(UnetConfig unet, int channels) {
        require("unet/config.json: out_channels", unet.outChannels(), channels, "the vae's latent_channels");
        require("unet/config.json: in_channels", unet.inChannels(), 2 * channels, "twice the vae's latent_channels");
    }

    private static void require(String field, int found, int expected, String why) {
        if (found != expected) {
            throw FailureException.badInput(field, found, expected + ", " + why);
        }
    }
}
