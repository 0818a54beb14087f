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
import java.util.Arrays;
import java.util.Map;
import java.util.Set;

/** The bare UNet as the reference library calls it, with the result of any of its stages. */
record UnetHarness(Path folder, ContextTokens tokens) {
    /**
     * Runs the network and gives one result.
     *
     * @param sample {@code [clips, frames, in, h, w]}
     * @param context {@code [clips, tokens, width]}
     * @param stage a stage's module path; empty for the output
     * @param shape of the result
     */
    Tensor run(Tensor sample, float noiseLevel, Tensor context, float[] timeIds, String stage, long... shape) {
        UnetConfig config = UnetConfig.read(folder);
        NetworkBuilder builder = new NetworkBuilder(ComponentWeights.open(folder), new CpuLowering(), Set.of());
        Graph graph = builder.graph();
        long[] size = sample.shape();
        Value pictures = graph.input("pictures", "pictures", config.inChannels(), "h", "w");
        Value level = graph.input("c_noise", 1, 1);
        Value ids = graph.input("time_ids", 1, config.timeIdCount());
        Value tokensInput = graph.input("context", "clips", "tokens", config.contextWidth());
        UnetGraph unet = new UnetGraph(config, builder.layers(), new Clip(graph, size[0], size[1]));
        Value output = unet.write(pictures, level, ids, new Context(tokensInput, tokens == ContextTokens.ONE));
        Object[] any = new Object[shape.length];
        Arrays.setAll(any, axis -> shape[axis]);
        graph.output("result", stage.isEmpty() ? output : unet.stages().get(stage), any);
        Tensor result = Tensor.allocate(shape);
        Map<String, Tensor> feeds = Map.of(
                "pictures", sample.reshape(size[0] * size[1], size[2], size[3], size[4]),
                "c_noise", Tensor.of(new float[] {noiseLevel}, 1, 1),
                "time_ids", Tensor.of(timeIds, 1, timeIds.length),
                "context", context);
        try (InferenceRuntime runtime = new InferenceRuntime(2);
                InferenceSession session = runtime.open(builder.build())) {
            session.run(feeds, Map.of("result", result), new Cancellation());
        }
        return result;
    }
}
