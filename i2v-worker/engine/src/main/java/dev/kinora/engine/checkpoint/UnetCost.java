package dev.kinora.engine.checkpoint;

import dev.kinora.engine.checkpoint.Tensors.One;
import java.util.Map;

/**
 * What one evaluation of the UNet costs. Counted: matrix products and convolutions, two operations for each multiply-add.
 *
 * @param tensors of the UNet
 * @param branches 2 with guidance, else 1
 * @param frames of a clip
 * @param latents size of a latent frame
 * @param tokens that cross-attention sees; with one, its query and key fall away
 */
record UnetCost(Tensors tensors, long branches, long frames, Resolution latents, long tokens) {
    static UnetCost of(Map<String, long[]> shapes, long branches, long frames, Resolution latents, long tokens) {
        return new UnetCost(Tensors.of(shapes), branches, frames, latents, tokens);
    }

    double operations() {
        return Tensors.sum(tensors.matrices(key -> true), one -> one.operations() * applications(one))
                + Tensors.sum(tensors.matrices(key -> key.endsWith("attn1.to_q.weight")), this::selfAttention)
                + Tensors.sum(tensors.matrices(key -> key.endsWith("attn2.to_q.weight")), this::crossAttention);
    }

    /** On how many vectors a matrix or kernel works. */
    private double applications(One one) {
        String key = one.key();
        if (key.contains("time_emb") || key.contains("add_emb")) {
            return 1;
        }
        if (key.contains("time_pos_embed")) {
            return frames;
        }
        if (key.contains("attn2.to_k") || key.contains("attn2.to_v")) {
            boolean isIdle = tokens == 1 && key.contains("to_k");
            return isIdle ? 0 : branches * tokens;
        }
        if (key.contains("attn2.") && tokens == 1) {
            return key.contains("to_q") ? 0 : branches;
        }
        return cells(one);
    }

    private double selfAttention(One query) {
        boolean isOverFrames = query.key().contains("temporal_transformer_blocks");
        double others = isOverFrames ? frames : latents.halved(query.level()).cells();
        return 4 * query.out() * cells(query) * others;
    }

    private double crossAttention(One query) {
        return tokens == 1 ? 0 : 4 * query.out() * cells(query) * tokens;
    }

    private double cells(One one) {
        return (double) branches * frames * latents.halved(one.level()).cells();
    }

    /**
     * What is held at the widest place beside the weights, about: what the way down leaves for the way up, and the inner values
     * of a feed-forward or the two sides of a residual block.
     */
    double bytes() {
        double left = Tensors.sum(
                tensors.matrices(key -> key.matches("conv_in.*|down_blocks.*(spatial_res_block.conv2|downsamplers).*")),
                one -> one.out() * cells(one));
        double feedForward = tensors.matrices(key -> key.endsWith("ff.net.2.weight"))
                .mapToDouble(one -> (3 * one.in() + 2 * one.out()) * cells(one))
                .max()
                .orElse(0);
        double residual = tensors.matrices(key -> key.endsWith("spatial_res_block.conv1.weight"))
                .mapToDouble(one -> 2 * (one.shape()[1] + one.out()) * cells(one))
                .max()
                .orElse(0);
        return Float.BYTES * (left + Math.max(feedForward, residual));
    }
}
