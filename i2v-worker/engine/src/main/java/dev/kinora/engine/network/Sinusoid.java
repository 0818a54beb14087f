package dev.kinora.engine.network;

import dev.kinora.inference.graph.Graph;
import dev.kinora.inference.graph.Value;
import dev.kinora.inference.onnx.Attribute;
import java.util.List;

/** Embeds numbers as waves: {@code [cos(t·ω₀) … ‖ sin(t·ω₀) …]} with {@code ωₖ = 10000^(−k ÷ half)}; cosines come first. */
final class Sinusoid {
    private static final double LONGEST_PERIOD = 10000;

    private Sinusoid() {}

    /** Numbers {@code [n, 1]} → {@code [n, width]}. */
    static Value of(Graph graph, Value numbers, int width) {
        Value angles = graph.multiply(numbers, graph.floats(frequencies(width / 2)));
        Value cosines = graph.op("Cos", List.of(angles));
        Value sines = graph.op("Sin", List.of(angles));
        return graph.op("Concat", List.of(cosines, sines), Attribute.of("axis", 1));
    }

    private static float[] frequencies(int count) {
        float[] frequencies = new float[count];
        for (int k = 0; k < count; k++) {
            frequencies[k] = (float) Math.exp(-Math.log(LONGEST_PERIOD) * k / count);
        }
        return frequencies;
    }
}
