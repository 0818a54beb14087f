package dev.kinora.engine.network;

import dev.kinora.inference.graph.Graph;
import dev.kinora.inference.graph.Layers;
import dev.kinora.inference.graph.Value;
import java.util.List;

/**
 * {@code SpatioTemporalResBlock}: a residual block over each picture, then one over time, mixed by a learned share.
 *
 * @param clip how the batch lies
 * @param embedding silu of the time embedding, or null where a network has none
 * @param epsilon of the norms over pictures
 * @param temporalEpsilon of the norms over time, whose statistics span all frames
 * @param mix what the mixer's learned share stands for
 */
record ResBlock(Clip clip, Embedding embedding, float epsilon, float temporalEpsilon, Mix mix) {

    /**
     * The time embedding after its activation; the same for all clips and frames.
     *
     * @param value {@code [1, width]}
     * @param width its values
     */
    record Embedding(Value value, int width) {}

    /** The decoder switches the roles that the denoiser's mixer has. */
    enum Mix {
        SHARE_OF_SPACE,
        SHARE_OF_TIME
    }

    /** The same block in another graph. */
    ResBlock on(Graph graph) {
        Clip there = new Clip(graph, clip.clips(), clip.frames());
        return new ResBlock(there, embedding, epsilon, temporalEpsilon, mix);
    }

    /** {@code [clips · frames, in, h, w]} → {@code [clips · frames, out, h, w]}. */
    Value apply(Layers layers, Value x, int in, int out) {
        Value spatial = spatial(layers.at("spatial_res_block"), x, in, out);
        return temporal(layers, spatial, out);
    }

    private Value spatial(Layers layers, Value x, int in, int out) {
        Value y = layers.groupNormSilu("norm1", x, in, epsilon);
        y = layers.conv("conv1", y, in, out);
        if (embedding != null) {
            y = shift(layers, y, out);
        }
        y = layers.groupNormSilu("norm2", y, out, epsilon);
        y = layers.conv("conv2", y, out, out);
        Value shortcut = in == out ? x : layers.pointwise("conv_shortcut", x, in, out);
        return layers.graph().add(shortcut, y);
    }

    private Value temporal(Layers layers, Value spatial, int channels) {
        Graph graph = layers.graph();
        Layers temporal = layers.at("temporal_res_block");
        Value x = clip.overTime(spatial, channels);
        Value y = temporal.groupNormSilu("norm1", x, channels, temporalEpsilon);
        y = temporal.temporalConv("conv1", y, channels, channels, graph.floats(1));
        if (embedding != null) {
            y = shift(temporal, y, channels);
        }
        y = temporal.groupNormSilu("norm2", y, channels, temporalEpsilon);
        y = temporal.temporalConv("conv2", y, channels, channels, shareOfTime(layers, mix));
        return graph.add(spatial, clip.pictures(y, spatial));
    }

    /** The temporal branch is a change of the spatial one, so mixing is adding its share of that change. */
    private static Value shareOfTime(Layers layers, Mix mix) {
        Value share = share(layers, "time_mixer");
        return mix == Mix.SHARE_OF_TIME ? share : rest(layers.graph(), share);
    }

    static Value share(Layers layers, String mixer) {
        return layers.graph().op("Sigmoid", List.of(layers.weight(mixer + ".mix_factor", 1)));
    }

    static Value rest(Graph graph, Value share) {
        return graph.op("Sub", List.of(graph.floats(1), share));
    }

    private Value shift(Layers layers, Value y, int channels) {
        Graph graph = layers.graph();
        Value shift = layers.linear("time_emb_proj", embedding.value(), embedding.width(), channels);
        return graph.add(y, graph.reshape(shift, 1, channels, 1, 1));
    }
}
