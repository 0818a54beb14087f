package dev.kinora.engine.network;

import dev.kinora.engine.config.ConfigFile;
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
        ConfigFile file = ConfigFile.read(folder.resolve("config.json"));
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
                file.positiveNumber("layer_norm_eps", 1e-5));
        file.require(Set.of("gelu", "quick_gelu").contains(config.activation), "hidden_act", "gelu or quick_gelu");
        file.require(
                config.width % config.heads == 0, "num_attention_heads", "a divisor of hidden_size " + config.width);
        file.require(config.patchSize <= config.imageSize, "patch_size", "at most image_size " + config.imageSize);
        return config;
    }

    /** Tokens of a picture: one for the whole, and its patches; pixels left at the right and the bottom are in none. */
    int tokens() {
        int side = imageSize / patchSize;
        return side * side + 1;
    }
}
