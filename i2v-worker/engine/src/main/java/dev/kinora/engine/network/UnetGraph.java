package dev.kinora.engine.network;

import dev.kinora.engine.network.ResBlock.Embedding;
import dev.kinora.engine.network.ResBlock.Mix;
import dev.kinora.engine.network.Transformer.Context;
import dev.kinora.engine.network.UnetConfig.Level;
import dev.kinora.inference.graph.Graph;
import dev.kinora.inference.graph.Layers;
import dev.kinora.inference.graph.Value;
import dev.kinora.inference.onnx.Attribute;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code UNetSpatioTemporalConditionModel} (Blattmann et al. 2023, "Stable Video Diffusion"), as diffusers 0.40 computes it:
 * down to the coarsest level, through the middle, and up again, each up block joined with what its down block left.
 */
final class UnetGraph {
    /** diffusers' norms add another epsilon in blocks with attention and on the way up than in the others. */
    private static final float EPSILON = 1e-6f;

    private static final float PLAIN_EPSILON = 1e-5f;

    private final UnetConfig config;
    private final Layers root;
    private final Graph graph;
    private final Clip clip;
    private final Map<String, Value> stages = new LinkedHashMap<>();

    /**
     * @param root the layers of the network's root
     * @param clip how the batch lies
     */
    UnetGraph(UnetConfig config, Layers root, Clip clip) {
        this.config = config;
        this.root = root;
        this.graph = root.graph();
        this.clip = clip;
    }

    /**
     * Writes the network.
     *
     * @param pictures {@code [clips · frames, inChannels, h, w]}
     * @param noiseLevel {@code [1, 1]}, a quarter of the logarithm of sigma
     * @param timeIds {@code [1, timeIdCount]}
     * @param context what the cross-attention sees
     * @return {@code [clips · frames, outChannels, h, w]}
     */
    Value write(Value pictures, Value noiseLevel, Value timeIds, Context context) {
        Embedding embedding = embedding(noiseLevel, timeIds);
        Deque<Skip> skips = new ArrayDeque<>();
        Value x = stage("conv_in", root.conv("conv_in", pictures, config.inChannels(), channels(0)));
        skips.push(new Skip(x, channels(0)));
        for (int i = 0; i < config.levels().size(); i++) {
            x = stage("down_blocks." + i, down(i, x, embedding, context, skips));
        }
        x = stage("mid_block", middle(x, embedding, context));
        for (int i = 0; i < config.levels().size(); i++) {
            x = stage("up_blocks." + i, up(i, x, embedding, context, skips));
        }
        x = root.groupNormSilu("conv_norm_out", x, channels(0), PLAIN_EPSILON);
        return root.conv("conv_out", x, channels(0), config.outChannels());
    }

    /** The results of the network's parts, by module path, in the order they are computed. */
    Map<String, Value> stages() {
        return stages;
    }

    private Value stage(String name, Value value) {
        stages.put(name, value);
        return value;
    }

    private Embedding embedding(Value noiseLevel, Value timeIds) {
        int width = config.embeddingWidth();
        Value time = twoLayers("time_embedding", Sinusoid.of(graph, noiseLevel, channels(0)), channels(0), width);
        Value ids = graph.reshape(timeIds, -1, 1);
        int idsWidth = config.timeIdWidth() * config.timeIdCount();
        Value waves = graph.reshape(Sinusoid.of(graph, ids, config.timeIdWidth()), 1, idsWidth);
        Value added = twoLayers("add_embedding", waves, idsWidth, width);
        return new Embedding(root.silu(stage("emb", graph.add(time, added))), width);
    }

    private Value twoLayers(String name, Value x, int in, int out) {
        Layers layers = root.at(name);
        return layers.linear("linear_2", layers.silu(layers.linear("linear_1", x, in, out)), out, out);
    }

    private Value down(int i, Value input, Embedding embedding, Context context, Deque<Skip> skips) {
        Level level = config.levels().get(i);
        Layers layers = root.at("down_blocks." + i);
        ResBlock resBlock = resBlock(embedding, level.attentionDown() ? EPSILON : PLAIN_EPSILON);
        Value x = input;
        for (int j = 0; j < level.layers(); j++) {
            int in = j == 0 && i > 0 ? channels(i - 1) : level.channels();
            x = resBlock.apply(layers.at("resnets." + j), x, in, level.channels());
            x = level.attentionDown() ? attention(layers, j, x, level, context) : x;
            skips.push(new Skip(x, level.channels()));
        }
        if (i < config.levels().size() - 1) {
            x = layers.at("downsamplers.0").halve("conv", x, level.channels(), 1, 1, 1, 1);
            skips.push(new Skip(x, level.channels()));
        }
        return x;
    }

    private Value middle(Value input, Embedding embedding, Context context) {
        Level level = config.deepest();
        Layers layers = root.at("mid_block");
        ResBlock resBlock = resBlock(embedding, PLAIN_EPSILON);
        Value x = resBlock.apply(layers.at("resnets.0"), input, level.channels(), level.channels());
        x = attention(layers, 0, x, level, context);
        return resBlock.apply(layers.at("resnets.1"), x, level.channels(), level.channels());
    }

    private Value up(int i, Value input, Embedding embedding, Context context, Deque<Skip> skips) {
        int last = config.levels().size() - 1;
        Level level = config.levels().get(last - i);
        Layers layers = root.at("up_blocks." + i);
        ResBlock resBlock = resBlock(embedding, EPSILON);
        Value x = input;
        int width = i == 0 ? level.channels() : channels(last - i + 1);
        for (int j = 0; j <= level.layers(); j++) {
            Skip skip = skips.pop();
            x = graph.op("Concat", List.of(x, skip.value()), Attribute.of("axis", 1));
            x = resBlock.apply(layers.at("resnets." + j), x, width + skip.channels(), level.channels());
            x = level.attentionUp() ? attention(layers, j, x, level, context) : x;
            width = level.channels();
        }
        return i == last ? x : enlarge(layers.at("upsamplers.0"), x, level.channels(), skips.peek());
    }

    /**
     * Repeats pixels to the size of the next skip: twice the size, or one less where the way down rounded up.
     */
    private Value enlarge(Layers layers, Value x, int channels, Skip next) {
        Value size = graph.shape(
                graph.dimension(x, 0),
                graph.dimension(x, 1),
                graph.dimension(next.value(), 2),
                graph.dimension(next.value(), 3));
        return layers.conv("conv", Resize.to(graph, x, size), channels, channels);
    }

    private Value attention(Layers layers, int j, Value x, Level level, Context context) {
        return new Transformer(clip, context, level, level.depths().get(j)).apply(layers.at("attentions." + j), x);
    }

    private ResBlock resBlock(Embedding embedding, float epsilon) {
        return new ResBlock(clip, embedding, epsilon, epsilon, Mix.SHARE_OF_SPACE);
    }

    private int channels(int level) {
        return config.levels().get(level).channels();
    }

    /** What a down block leaves for its up block. */
    private record Skip(Value value, int channels) {}
}
