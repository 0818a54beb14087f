package dev.kinora.engine.network;

import dev.kinora.inference.graph.Graph;
import dev.kinora.inference.graph.Layers;
import dev.kinora.inference.graph.Lowering.Heads;
import dev.kinora.inference.graph.Value;
import java.util.List;

/**
 * {@code TransformerSpatioTemporalModel}: attention among the pixels of each picture, then among the frames of each pixel,
 * mixed by a learned share.
 *
 * @param clip how the batch lies
 * @param context what the cross-attention sees
 * @param level width and heads
 * @param depth how many blocks of each kind
 */
record Transformer(Clip clip, Context context, UnetConfig.Level level, int depth) {
    private static final float GROUP_EPSILON = 1e-6f;
    private static final float LAYER_EPSILON = 1e-5f;

    /**
     * The tokens of the cross-attention. All frames and pixels of a clip see the same ones.
     *
     * @param tokens {@code [clips, count, width]}
     * @param single whether there is exactly one: then its weight in the softmax is 1 whatever the query, and attention is
     *     {@code to_out(to_v(token))}, one vector a clip
     */
    record Context(Value tokens, boolean single) {}

    /** {@code [clips · frames, channels, h, w]} → the same shape. */
    Value apply(Layers layers, Value pictures) {
        Graph graph = layers.graph();
        int width = level.channels();
        Value x = layers.groupNorm("norm", pictures, width, GROUP_EPSILON);
        x = graph.transpose(graph.reshape(x, 0, width, -1), 0, 2, 1); // [clips · frames, h · w, width]
        x = layers.linear("proj_in", x, width, width);
        Value positions = positions(layers);
        Value share = ResBlock.share(layers, "time_mixer");
        for (int k = 0; k < depth; k++) {
            x = spatial(layers.at("transformer_blocks." + k), x);
            Value y = temporal(layers.at("temporal_transformer_blocks." + k), graph.add(x, positions), x);
            x = graph.add(graph.multiply(x, share), graph.multiply(y, ResBlock.rest(graph, share)));
        }
        x = layers.linear("proj_out", x, width, width);
        x = graph.reshapeLike(graph.transpose(x, 0, 2, 1), pictures);
        return graph.add(x, pictures);
    }

    /** Embeds the number of each frame: {@code [clips · frames, 1, width]}. */
    private Value positions(Layers layers) {
        Graph graph = layers.graph();
        int width = level.channels();
        Layers embed = layers.at("time_pos_embed");
        Value frame = Sinusoid.of(graph, clip.frameNumbers(), width);
        Value hidden = layers.silu(embed.linear("linear_1", frame, width, 4 * width));
        Value embedded = embed.linear("linear_2", hidden, 4 * width, width); // [frames, width]
        Value perClip = graph.op("Expand", List.of(embedded, graph.shape(clip.clips(), 1, 1)));
        return graph.reshape(perClip, -1, 1, width);
    }

    private Value spatial(Layers layers, Value tokens) {
        Value x = selfAttention(layers, tokens, false);
        x = crossAttention(layers, x);
        return feedForward(layers, "norm3", "ff", x);
    }

    private Value temporal(Layers layers, Value tokens, Value like) {
        Value y = clip.pixelTokens(tokens, level.channels());
        y = feedForward(layers, "norm_in", "ff_in", y);
        y = selfAttention(layers, y, true);
        y = crossAttention(layers, y);
        y = feedForward(layers, "norm3", "ff", y);
        return clip.pictureTokens(y, like, level.channels());
    }

    private Value feedForward(Layers layers, String norm, String name, Value x) {
        Value normal = layers.layerNorm(norm, x, level.channels(), LAYER_EPSILON);
        return layers.graph().add(layers.gatedFeedForward(name, normal, level.channels()), x);
    }

    private Value selfAttention(Layers layers, Value x, boolean overFrames) {
        int width = level.channels();
        Layers attention = layers.at("attn1");
        Value normal = layers.layerNorm("norm1", x, width, LAYER_EPSILON);
        Value query = attention.unbiased("to_q", normal, width, width);
        Value key = attention.unbiased("to_k", normal, width, width);
        Value value = attention.unbiased("to_v", normal, width, width);
        Value mixed = overFrames
                ? layers.shortAttention(query, key, value, heads())
                : layers.attention(query, key, value, heads());
        return layers.graph().add(out(attention, mixed), x);
    }

    private Value crossAttention(Layers layers, Value x) {
        return context.single() ? singleToken(layers, x) : manyTokens(layers, x);
    }

    private Value singleToken(Layers layers, Value x) {
        int width = level.channels();
        Graph graph = layers.graph();
        Layers attention = layers.at("attn2");
        attention.idle("to_q", width, width);
        attention.idle("to_k", level.contextWidth(), width);
        Value value = attention.unbiased("to_v", context.tokens(), level.contextWidth(), width);
        Value flat = graph.reshape(x, clip.clips(), -1, width);
        return graph.reshapeLike(graph.add(flat, out(attention, value)), x);
    }

    /** All tokens of a clip ask the same few, so they ask as one long sequence. */
    private Value manyTokens(Layers layers, Value x) {
        int width = level.channels();
        Graph graph = layers.graph();
        Layers attention = layers.at("attn2");
        Value normal = layers.layerNorm("norm2", x, width, LAYER_EPSILON);
        Value query = graph.reshape(attention.unbiased("to_q", normal, width, width), clip.clips(), -1, width);
        Value key = attention.unbiased("to_k", context.tokens(), level.contextWidth(), width);
        Value value = attention.unbiased("to_v", context.tokens(), level.contextWidth(), width);
        Value mixed = layers.attention(query, key, value, heads());
        return graph.add(graph.reshapeLike(out(attention, mixed), x), x);
    }

    private Value out(Layers attention, Value mixed) {
        return attention.linear("to_out.0", mixed, level.channels(), level.channels());
    }

    private Heads heads() {
        return new Heads(level.heads(), level.channels() / level.heads());
    }
}
