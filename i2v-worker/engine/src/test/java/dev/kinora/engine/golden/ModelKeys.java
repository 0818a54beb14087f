package dev.kinora.engine.golden;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Names and shapes of the tensors that the reference library's classes have, by configuration. */
public final class ModelKeys {
    private final Map<String, long[]> keys = new LinkedHashMap<>();

    private ModelKeys() {}

    /**
     * What a UNet of the reference is made of, finest level first.
     *
     * @param attentionDown whether the down block of each level has attention
     * @param attentionUp whether the up block of each level has attention
     */
    public record Unet(
            int in,
            int out,
            List<Integer> channels,
            List<Integer> layers,
            List<Integer> depths,
            List<Boolean> attentionDown,
            List<Boolean> attentionUp,
            int context,
            int timeIds) {}

    /** A {@code UNetSpatioTemporalConditionModel}. */
    public static Map<String, long[]> unet(Unet unet) {
        ModelKeys keys = new ModelKeys();
        int c0 = unet.channels.get(0);
        int time = 4 * c0;
        int last = unet.channels.size() - 1;
        keys.conv("conv_in", unet.in, c0, 3);
        keys.twoLinears("time_embedding", c0, time, time);
        keys.twoLinears("add_embedding", unet.timeIds, time, time);
        for (int i = 0; i <= last; i++) {
            String block = "down_blocks." + i;
            int out = unet.channels.get(i);
            for (int j = 0; j < unet.layers.get(i); j++) {
                keys.resBlock(block + ".resnets." + j, j == 0 && i > 0 ? unet.channels.get(i - 1) : out, out, time);
                keys.attention(unet, i, unet.attentionDown.get(i), block + ".attentions." + j);
            }
            if (i < last) {
                keys.conv(block + ".downsamplers.0.conv", out, out, 3);
            }
        }
        int deepest = unet.channels.get(last);
        keys.resBlock("mid_block.resnets.0", deepest, deepest, time);
        keys.transformer("mid_block.attentions.0", deepest, unet.context, unet.depths.get(last));
        keys.resBlock("mid_block.resnets.1", deepest, deepest, time);
        for (int i = 0; i <= last; i++) {
            keys.upBlock(unet, i, time);
        }
        keys.norm("conv_norm_out", c0);
        keys.conv("conv_out", c0, unet.out, 3);
        return keys.keys;
    }

    private void upBlock(Unet unet, int i, int time) {
        int last = unet.channels.size() - 1;
        int level = last - i;
        int out = unet.channels.get(level);
        int previous = i == 0 ? out : unet.channels.get(level + 1);
        int layers = unet.layers.get(level) + 1;
        String block = "up_blocks." + i;
        for (int j = 0; j < layers; j++) {
            int skip = j == layers - 1 ? unet.channels.get(Math.max(level - 1, 0)) : out;
            resBlock(block + ".resnets." + j, (j == 0 ? previous : out) + skip, out, time);
            attention(unet, level, unet.attentionUp.get(level), block + ".attentions." + j);
        }
        if (i < last) {
            conv(block + ".upsamplers.0.conv", out, out, 3);
        }
    }

    private void attention(Unet unet, int level, boolean present, String path) {
        if (present) {
            transformer(path, unet.channels.get(level), unet.context, unet.depths.get(level));
        }
    }

    private void transformer(String path, int c, int context, int depth) {
        norm(path + ".norm", c);
        linear(path + ".proj_in", c, c);
        linear(path + ".proj_out", c, c);
        for (int k = 0; k < depth; k++) {
            transformerBlock(path + ".transformer_blocks." + k, c, context);
            String temporal = path + ".temporal_transformer_blocks." + k;
            transformerBlock(temporal, c, context);
            norm(temporal + ".norm_in", c);
            feedForward(temporal + ".ff_in", c);
        }
        twoLinears(path + ".time_pos_embed", c, 4 * c, c);
        keys.put(path + ".time_mixer.mix_factor", new long[] {1});
    }

    private void transformerBlock(String path, int c, int context) {
        for (String norm : List.of("norm1", "norm2", "norm3")) {
            norm(path + "." + norm, c);
        }
        for (String attention : List.of("attn1", "attn2")) {
            int width = attention.equals("attn1") ? c : context;
            keys.put(path + "." + attention + ".to_q.weight", new long[] {c, c});
            keys.put(path + "." + attention + ".to_k.weight", new long[] {c, width});
            keys.put(path + "." + attention + ".to_v.weight", new long[] {c, width});
            linear(path + "." + attention + ".to_out.0", c, c);
        }
        feedForward(path + ".ff", c);
    }

    private void feedForward(String path, int c) {
        linear(path + ".net.0.proj", c, 8 * c);
        linear(path + ".net.2", 4 * c, c);
    }

    /** An {@code AutoencoderKLTemporalDecoder}, finest level first. */
    public static Map<String, long[]> vae(int latent, List<Integer> channels, int layers) {
        ModelKeys keys = new ModelKeys();
        keys.encoder(latent, channels, layers);
        keys.conv("quant_conv", 2 * latent, 2 * latent, 1);
        keys.decoder(latent, channels, layers);
        return keys.keys;
    }

    private void encoder(int latent, List<Integer> channels, int layers) {
        int last = channels.size() - 1;
        conv("encoder.conv_in", 3, channels.get(0), 3);
        int width = channels.get(0);
        for (int i = 0; i <= last; i++) {
            for (int j = 0; j < layers; j++) {
                spatial("encoder.down_blocks." + i + ".resnets." + j, width, channels.get(i), 0);
                width = channels.get(i);
            }
            if (i < last) {
                conv("encoder.down_blocks." + i + ".downsamplers.0.conv", width, width, 3);
            }
        }
        spatial("encoder.mid_block.resnets.0", width, width, 0);
        vaeAttention("encoder.mid_block.attentions.0", width);
        spatial("encoder.mid_block.resnets.1", width, width, 0);
        norm("encoder.conv_norm_out", width);
        conv("encoder.conv_out", width, 2 * latent, 3);
    }

    private void decoder(int latent, List<Integer> channels, int layers) {
        int last = channels.size() - 1;
        int width = channels.get(last);
        conv("decoder.conv_in", latent, width, 3);
        for (int j = 0; j < layers; j++) {
            resBlock("decoder.mid_block.resnets." + j, width, width, 0);
        }
        vaeAttention("decoder.mid_block.attentions.0", width);
        for (int i = 0; i <= last; i++) {
            for (int j = 0; j <= layers; j++) {
                resBlock("decoder.up_blocks." + i + ".resnets." + j, width, channels.get(last - i), 0);
                width = channels.get(last - i);
            }
            if (i < last) {
                conv("decoder.up_blocks." + i + ".upsamplers.0.conv", width, width, 3);
            }
        }
        norm("decoder.conv_norm_out", width);
        conv("decoder.conv_out", width, 3, 3);
        put("decoder.time_conv_out", 3, 3, 3, 1, 1);
    }

    private void vaeAttention(String path, int width) {
        norm(path + ".group_norm", width);
        for (String name : List.of("to_q", "to_k", "to_v", "to_out.0")) {
            linear(path + "." + name, width, width);
        }
    }

    /** A {@code CLIPVisionModelWithProjection}. */
    public static Map<String, long[]> clip(int width, int inner, int layers, int patch, int image, int projection) {
        ModelKeys keys = new ModelKeys();
        int side = image / patch;
        String vision = "vision_model.";
        keys.keys.put(vision + "embeddings.class_embedding", new long[] {width});
        keys.keys.put(vision + "embeddings.patch_embedding.weight", new long[] {width, 3, patch, patch});
        keys.keys.put(vision + "embeddings.position_embedding.weight", new long[] {side * side + 1, width});
        keys.norm(vision + "pre_layrnorm", width);
        for (int i = 0; i < layers; i++) {
            String layer = vision + "encoder.layers." + i;
            for (String name : List.of("k_proj", "v_proj", "q_proj", "out_proj")) {
                keys.linear(layer + ".self_attn." + name, width, width);
            }
            keys.norm(layer + ".layer_norm1", width);
            keys.linear(layer + ".mlp.fc1", width, inner);
            keys.linear(layer + ".mlp.fc2", inner, width);
            keys.norm(layer + ".layer_norm2", width);
        }
        keys.norm(vision + "post_layernorm", width);
        keys.keys.put("visual_projection.weight", new long[] {projection, width});
        return keys.keys;
    }

    private void resBlock(String path, int in, int out, int time) {
        spatial(path + ".spatial_res_block", in, out, time);
        String temporal = path + ".temporal_res_block";
        norm(temporal + ".norm1", out);
        put(temporal + ".conv1", out, out, 3, 1, 1);
        embedding(temporal, out, time);
        norm(temporal + ".norm2", out);
        put(temporal + ".conv2", out, out, 3, 1, 1);
        keys.put(path + ".time_mixer.mix_factor", new long[] {1});
    }

    private void spatial(String path, int in, int out, int time) {
        norm(path + ".norm1", in);
        conv(path + ".conv1", in, out, 3);
        embedding(path, out, time);
        norm(path + ".norm2", out);
        conv(path + ".conv2", out, out, 3);
        if (in != out) {
            conv(path + ".conv_shortcut", in, out, 1);
        }
    }

    private void embedding(String path, int out, int time) {
        if (time > 0) {
            linear(path + ".time_emb_proj", time, out);
        }
    }

    private void twoLinears(String path, int in, int inner, int out) {
        linear(path + ".linear_1", in, inner);
        linear(path + ".linear_2", inner, out);
    }

    private void linear(String path, int in, int out) {
        put(path, out, in);
    }

    private void conv(String path, int in, int out, int kernel) {
        put(path, out, in, kernel, kernel);
    }

    private void norm(String path, int channels) {
        put(path, channels);
    }

    private void put(String path, long... shape) {
        keys.put(path + ".weight", shape);
        keys.put(path + ".bias", new long[] {shape[0]});
    }
}
