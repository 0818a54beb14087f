package dev.kinora.inference.graph;

import dev.kinora.inference.onnx.Attribute;
import dev.kinora.inference.onnx.ElementType;
import dev.kinora.inference.weights.DataType;
import dev.kinora.inference.weights.Located;
import java.util.List;

/**
 * 32-bit floats on the CPU. Each form is the fastest of those measured in ONNX Runtime 1.29: its own LayerNormalization
 * kernel is six times slower than the same through InstanceNormalization, and GroupNormalization has no CPU kernel.
 */
public final class CpuLowering implements Lowering {
    /** What fingerprints call it; another one wherever results change by a bit. */
    public static final String NAME = "cpu-fp32";

    @Override
    public Value weight(Graph graph, Located located, long... shape) {
        Value stored = graph.external(located, shape);
        if (located.entry().type() == DataType.F32) {
            return stored;
        }
        return graph.op("Cast", List.of(stored), Attribute.of("to", ElementType.FLOAT.code()));
    }

    @Override
    public Value groupNorm(Graph graph, Value x, Norm norm, boolean silu) {
        Value grouped = graph.reshape(x, 0, norm.groups(), -1);
        Value normal = graph.reshapeLike(standardise(graph, grouped, norm.groups(), norm.epsilon()), x);
        // With mean 0 and variance 1 this is the scale and shift of each channel, in one pass.
        Value scaled = graph.op(
                "BatchNormalization",
                List.of(
                        normal,
                        norm.scale(),
                        norm.shift(),
                        graph.filled(0, norm.channels()),
                        graph.filled(1, norm.channels())),
                Attribute.of("epsilon", 0f));
        return silu ? sigmoidLinear(graph, scaled, 1) : scaled;
    }

    @Override
    public Value layerNorm(Graph graph, Value x, Norm norm) {
        Value tokens = graph.reshape(x, -1, 1, norm.channels());
        Value normal = graph.reshapeLike(standardise(graph, tokens, 1, norm.epsilon()), x);
        return graph.add(graph.multiply(normal, norm.scale()), norm.shift());
    }

    private static Value standardise(Graph graph, Value x, int groups, float epsilon) {
        return graph.op(
                "InstanceNormalization",
                List.of(x, graph.filled(1, groups), graph.filled(0, groups)),
                Attribute.of("epsilon", epsilon));
    }

    @Override
    public Value attention(Graph graph, Value query, Value key, Value value, Heads heads) {
        return graph.contrib(
                "MultiHeadAttention",
                List.of(query, key, value),
                Attribute.of("num_heads", heads.count()),
                Attribute.of("scale", heads.scale()));
    }

    @Override
    public Value shortAttention(Graph graph, Value query, Value key, Value value, Heads heads) {
        return graph.op(
                "Attention",
                List.of(query, key, value),
                Attribute.of("q_num_heads", heads.count()),
                Attribute.of("kv_num_heads", heads.count()),
                Attribute.of("scale", heads.scale()));
    }

    @Override
    public Value matmul(Graph graph, Value x, Value weight) {
        return graph.contrib("FusedMatMul", List.of(x, weight), Attribute.of("transB", 1));
    }

    @Override
    public Value sigmoidLinear(Graph graph, Value x, float alpha) {
        return graph.contrib("QuickGelu", List.of(x), Attribute.of("alpha", alpha));
    }

    @Override
    public Value gelu(Graph graph, Value x) {
        return graph.op("Gelu", List.of(x));
    }
}
