package dev.kinora.engine.network;

import dev.kinora.engine.network.Transformer.Context;
import dev.kinora.inference.graph.CpuLowering;
import dev.kinora.inference.graph.Graph;
import dev.kinora.inference.graph.NetworkBuilder;
import dev.kinora.inference.graph.Value;
import dev.kinora.inference.onnx.Attribute;
import dev.kinora.inference.weights.Weights;
import java.util.List;
import java.util.Set;

/**
 * The graph of one denoising step: input scaling, the network on every branch, guidance and preconditioning.
 *
 * <p>Guidance is a weighted sum over branches, so one graph serves both: two branches (unconditional first) weighted {@code 1 −
 * g} and {@code g}, or the conditional one alone.
 */
final class DenoiserGraph {
    static final String LATENTS = "latents"; // [frames, latent channels, h, w]
    static final String JOINED = "joined"; // [branches, 1 or frames, joined channels, h, w]
    static final String CONTEXT = "context"; // [branches, tokens, width]
    static final String TIME_IDS = "time_ids"; // [1, count]
    static final String BRANCH_WEIGHTS = "branch_weights"; // [branches, frames, 1, 1, 1]
    static final String NOISE_LEVEL = "noise_level"; // [1, 1]
    static final String IN_SCALE = "in_scale"; // [1]
    static final String OUT_SCALE = "out_scale"; // [1]
    static final String SKIP_SCALE = "skip_scale"; // [1]
    static final String DENOISED = "denoised"; // as LATENTS

    private final UnetConfig config;
    private final NetworkBuilder builder;
    private final Graph graph;
    private final Value latents;
    private final Clip clip;
    private final Context context;

    private DenoiserGraph(UnetConfig config, NetworkBuilder builder, ContextTokens tokens) {
        this.config = config;
        this.builder = builder;
        this.graph = builder.graph();
        latents = graph.input(LATENTS, "frames", config.outChannels(), "h", "w");
        Value contextTokens = graph.input(CONTEXT, "branches", "tokens", config.contextWidth());
        clip = new Clip(graph, graph.dimension(contextTokens, 0), graph.dimension(latents, 0));
        context = new Context(contextTokens, tokens == ContextTokens.ONE);
    }

    /** Writes the graph of a network, checking every weight's presence and shape. */
    static NetworkBuilder write(UnetConfig config, Weights weights, ContextTokens tokens, Set<String> loraModules) {
        NetworkBuilder builder = new NetworkBuilder(weights, new CpuLowering(), loraModules);
        DenoiserGraph step = new DenoiserGraph(config, builder, tokens);
        step.output(step.guided(step.network(step.pictures())));
        return builder;
    }

    /** {@code [branches · frames, in channels, h, w]}: each noisy frame, scaled, joined with what conditions it, unscaled. */
    private Value pictures() {
        Value joined = graph.input(JOINED, "branches", "rows", config.joinedChannels(), "h", "w");
        Value noisy = graph.multiply(latents, graph.input(IN_SCALE, 1));
        Value everyFrame = graph.shape(clip.clips(), clip.frames(), 1, 1, 1);
        List<Value> parts = List.of(
                graph.op("Expand", List.of(noisy, everyFrame)), graph.op("Expand", List.of(joined, everyFrame)));
        Value both = graph.op("Concat", parts, Attribute.of("axis", 2));
        return graph.reshape(both, -1, config.inChannels(), graph.dimension(latents, 2), graph.dimension(latents, 3));
    }

    private Value network(Value pictures) {
        Value noiseLevel = graph.input(NOISE_LEVEL, 1, 1);
        Value timeIds = graph.input(TIME_IDS, 1, config.timeIdCount());
        return new UnetGraph(config, builder.layers(), clip).write(pictures, noiseLevel, timeIds, context);
    }

    /** {@code [branches · frames, channels, h, w]} → {@code [frames, channels, h, w]}. */
    private Value guided(Value pictures) {
        Value weights = graph.input(BRANCH_WEIGHTS, "branches", "frames", 1, 1, 1);
        Value branches = graph.reshape(pictures, clip.clips(), graph.shapeOf(latents));
        Value weighted = graph.multiply(branches, weights);
        return graph.op("ReduceSum", List.of(weighted, graph.longs(0)), Attribute.of("keepdims", 0));
    }

    private void output(Value v) {
        Value change = graph.multiply(v, graph.input(OUT_SCALE, 1));
        Value kept = graph.multiply(latents, graph.input(SKIP_SCALE, 1));
        graph.output(DENOISED, graph.add(kept, change));
    }
}
