package dev.kinora.engine.network;

import dev.kinora.inference.graph.Graph;
import dev.kinora.inference.graph.Layers;
import dev.kinora.inference.graph.Lowering.Heads;
import dev.kinora.inference.graph.Value;

/** Attention among the pixels of each picture, one head as wide as the channels. */
final class VaeAttention {
    private static final float EPSILON = 1e-6f;

    private VaeAttention() {}

    /** {@code [N, channels, h, w]} → the same shape. */
    static Value apply(Layers layers, Value pictures, int channels) {
        Graph graph = layers.graph();
        Value x = layers.groupNorm("group_norm", pictures, channels, EPSILON);
        x = graph.transpose(graph.reshape(x, 0, channels, -1), 0, 2, 1); // [N, h · w, channels]
        Value query = layers.linear(layers.known("to_q", "query"), x, channels, channels);
        Value key = layers.linear(layers.known("to_k", "key"), x, channels, channels);
        Value value = layers.linear(layers.known("to_v", "value"), x, channels, channels);
        Value mixed = layers.attention(query, key, value, new Heads(1, channels));
        Value out = layers.linear(layers.known("to_out.0", "proj_attn"), mixed, channels, channels);
        return graph.add(pictures, graph.reshapeLike(graph.transpose(out, 0, 2, 1), pictures));
    }
}
