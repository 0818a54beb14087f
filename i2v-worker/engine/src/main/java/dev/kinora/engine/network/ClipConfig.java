package dev.kinora.engine.network;

import java.nio.file.Path;
import java.util.Set;

/**
 * {@code image_encoder/config.json} of a {@code CLIPVisionModelWithProjection}.
 *
 * @param width values of a token
 * @param inner values inside a layer's feed-forward
 * @param layers how many layers
 * @param heads attention heads
 * @param channels channels of a picture
 * @param imageSize pixels a side of a picture
 * @param patchSize pixels a side of what becomes one token
 * @param projection values of the embedding
 * @param activation {@code gelu} or {@code quick_gelu}
 * @param epsilon of every norm
 */
record ClipConfig(
        int width,
        int inner,
        int layers,
        int heads,
        int channels,
        int imageSize,
        int patchSize,
        int projection,
        String activation,
        float epsilon) {

    static ClipConfig read(Path folder) {
        ConfigFile file = ConfigFile.read(folder);
        ClipConfig config = new ClipConfig(
                file.positive("hidden_size", 768),
                file.positive("intermediate_size", 3072),
                file.positive("num_hidden_layers", 12),
                file.positive("num_attention_heads", 12),
                file.positive("num_channels", 3),
                file.positive("image_size", 224),
                file.positive("patch_size", 32),
                file.positive("projection_dim", 512),
                file.text("hidden_act", "quick_gelu"),
                file.number("layer_norm_eps", 1e-5));
        file.require(
                Set.of("gelu", "quick_gelu").contains(config.activation),
                "hidden_act",
                config.activation,
                "gelu or quick_gelu");
        file.require(
                config.width % config.heads == 0,
                "num_attention_heads",
                config.heads,
                "a divisor of hidden_size " + config.width);
        file.require(
                config.imageSize % config.patchSize == 0,
                "patch_size",
                config.patchSize,
                "a divisor of image_size " + config.imageSize);
        return config;
    }

    /** Tokens of a picture: its patches and one for the whole. */
    int tokens() {
        int side = imageSize / patchSize;
        return side * side + 1;
    }
}
