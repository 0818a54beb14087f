package dev.kinora.engine.network;

import dev.kinora.engine.network.Transformer.Context;
import dev.kinora.inference.Cancellation;
import dev.kinora.inference.InferenceRuntime;
import dev.kinora.inference.InferenceSession;
import dev.kinora.inference.Tensor;
import dev.kinora.inference.graph.CpuLowering;
import dev.kinora.inference.graph.Graph;
import dev.kinora.inference.graph.NetworkBuilder;
import dev.kinora.inference.graph.Value;
import dev.kinora.inference.weights.ComponentWeights;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The bare UNet as the reference library calls it, with the results of any of its stages. */
record UnetHarness(Path folder, ContextTokens tokens) {
    private static final String OUTPUT = "output";

    /** The network's result {@code [clips · frames, out, h, w]}; see {@link #stages}. */
    Tensor run(Tensor sample, float noiseLevel, Tensor context, float... timeIds) {
        return stages(Map.of(), sample, noiseLevel, context, timeIds).get(OUTPUT);
    }

    /**
     * Runs the network.
     *
     * @param shapes of the stages wanted, by module path
     * @param sample {@code [clips, frames, in, h, w]}
     * @param context {@code [clips, tokens, width]}
     * @return the stages' results, and under {@code output} the network's
     */
    Map<String, Tensor> stages(
            Map<String, long[]> shapes, Tensor sample, float noiseLevel, Tensor context, float... timeIds) {
        UnetConfig config = UnetConfig.read(folder);
        NetworkBuilder builder = new NetworkBuilder(ComponentWeights.open(folder), new CpuLowering(), Set.of());
        long[] size = sample.shape();
        Map<String, Tensor> results = new LinkedHashMap<>();
        shapes.forEach((stage, shape) -> results.put(stage, Tensor.allocate(shape)));
        results.put(OUTPUT, Tensor.allocate(size[0] * size[1], config.outChannels(), size[3], size[4]));
        Map<String, Value> values = write(config, builder, size);
        results.keySet().forEach(stage -> builder.graph().output("result " + stage, values.get(stage)));
        Map<String, Tensor> feeds = Map.of(
                "pictures", sample.reshape(size[0] * size[1], size[2], size[3], size[4]),
                "noise_level", Tensor.of(new float[] {noiseLevel}, 1, 1),
                "time_ids", Tensor.of(timeIds, 1, timeIds.length),
                "context", context);
        Map<String, Tensor> outputs = new HashMap<>();
        results.forEach((stage, tensor) -> outputs.put("result " + stage, tensor));
        try (InferenceRuntime runtime = new InferenceRuntime(2);
                InferenceSession session = runtime.open(builder.build())) {
            session.run(feeds, outputs, new Cancellation());
        }
        return results;
    }

    private Map<String, Value> write(UnetConfig config, NetworkBuilder builder, long[] size) {
        Graph graph = builder.graph();
        Value pictures = graph.input("pictures", "pictures", config.inChannels(), "h", "w");
        Value noiseLevel = graph.input("noise_level", 1, 1);
        Value timeIds = graph.input("time_ids", 1, config.timeIdCount());
        Value context = graph.input("context", "clips", "tokens", config.contextWidth());
        UnetGraph unet = new UnetGraph(config, builder.layers(), new Clip(graph, size[0], size[1]));
        Value output = unet.write(pictures, noiseLevel, timeIds, new Context(context, tokens == ContextTokens.ONE));
        Map<String, Value> values = new HashMap<>(unet.stages());
        values.put(OUTPUT, output);
        return values;
    }
}
