package dev.kinora.inference.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kinora.inference.Cancellation;
import dev.kinora.inference.InferenceRuntime;
import dev.kinora.inference.InferenceSession;
import dev.kinora.inference.Tensor;
import dev.kinora.inference.graph.Lowering.Heads;
import dev.kinora.inference.graph.Lowering.Norm;
import dev.kinora.inference.weights.ComponentWeights;
import dev.kinora.inference.weights.Crafted;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each form against its definition in 64 bits: what has to be run again when ONNX Runtime changes. */
class CpuLoweringTest {
    private final CpuLowering lowering = new CpuLowering();
    private final Random random = new Random(7);

    private Tensor random(double mean, double deviation, long... shape) {
        Tensor tensor = Tensor.allocate(shape);
        for (int i = 0; i < tensor.size(); i++) {
            tensor.data().put(i, (float) (mean + deviation * random.nextGaussian()));
        }
        return tensor;
    }

    private static float[] run(Map<String, Tensor> inputs, BiFunction<Graph, Map<String, Value>, Value> write) {
        Graph graph = new Graph(Path.of("").toAbsolutePath());
        Map<String, Value> values = new HashMap<>();
        inputs.forEach((name, tensor) -> {
            Object[] shape = new Object[tensor.shape().length];
            Arrays.setAll(shape, axis -> tensor.shape()[axis]);
            values.put(name, graph.input(name, shape));
        });
        graph.output("y", write.apply(graph, values));
        Tensor y = Tensor.allocate(inputs.get("x").shape());
        try (InferenceRuntime runtime = new InferenceRuntime(2);
                InferenceSession session = runtime.open(graph.build())) {
            session.run(inputs, Map.of("y", y), new Cancellation());
        }
        return y.toArray();
    }

    /** Values far from zero with little spread, as the bundled model has them. */
    @Test
    void groupNormOfLargeConstants() {
        int channels = 64;
        Tensor x = random(16, 0.3, 3, channels, 5, 7);
        float[] scale = new float[channels];
        float[] shift = new float[channels];
        for (int i = 0; i < channels; i++) {
            scale[i] = 0.5f + i / 64f;
            shift[i] = i / 32f - 1;
        }
        float[] found = run(
                Map.of("x", x),
                (graph, values) -> lowering.groupNorm(
                        graph,
                        values.get("x"),
                        new Norm(graph.floats(scale), graph.floats(shift), channels, 32, 1e-6f),
                        true));
        int group = 2 * 35;
        for (int i = 0; i < found.length; i++) {
            double normal = normal(x, i / group * group, group, i, 1e-6);
            int channel = i / 35 % channels;
            double y = normal * scale[channel] + shift[channel];
            assertEquals(y / (1 + Math.exp(-y)), found[i], 2e-5, "value " + i);
        }
    }

    @Test
    void layerNorm() {
        int width = 96;
        Tensor x = random(-3, 2, 2, 11, width);
        float[] scale = new float[width];
        float[] shift = new float[width];
        for (int i = 0; i < width; i++) {
            scale[i] = 1 + i / 96f;
            shift[i] = i / 100f;
        }
        float[] found = run(
                Map.of("x", x),
                (graph, values) -> lowering.layerNorm(
                        graph, values.get("x"), new Norm(graph.floats(scale), graph.floats(shift), width, 1, 1e-5f)));
        for (int i = 0; i < found.length; i++) {
            double y = normal(x, i / width * width, width, i, 1e-5) * scale[i % width] + shift[i % width];
            assertEquals(y, found[i], 1e-5, "value " + i);
        }
    }

    private static double normal(Tensor x, int from, int count, int at, double epsilon) {
        IntToDoubleFunction value = i -> x.data().get(i);
        double mean = 0;
        double squares = 0;
        for (int i = from; i < from + count; i++) {
            mean += value.applyAsDouble(i) / count;
        }
        for (int i = from; i < from + count; i++) {
            squares += Math.pow(value.applyAsDouble(i) - mean, 2) / count;
        }
        return (value.applyAsDouble(at) - mean) / Math.sqrt(squares + epsilon);
    }

    @Test
    void attentionOfAnyLength() {
        Tensor x = random(0, 1, 2, 70, 24);
        Tensor key = random(0, 1, 2, 37, 24);
        Tensor value = random(0, 1, 2, 37, 24);
        Heads heads = new Heads(3, 8);
        Map<String, Tensor> inputs = Map.of("x", x, "key", key, "value", value);
        float[] longForm = run(
                inputs,
                (graph, values) ->
                        lowering.attention(graph, values.get("x"), values.get("key"), values.get("value"), heads));
        float[] shortForm = run(
                inputs,
                (graph, values) ->
                        lowering.shortAttention(graph, values.get("x"), values.get("key"), values.get("value"), heads));
        for (int i = 0; i < longForm.length; i++) {
            double expected = attended(x, key, value, i, 70, 37, heads);
            assertEquals(expected, longForm[i], 2e-6, "value " + i);
            assertEquals(expected, shortForm[i], 2e-6, "value " + i);
        }
    }

    private static double attended(Tensor x, Tensor key, Tensor value, int at, int queries, int keys, Heads heads) {
        int width = heads.count() * heads.size();
        int batch = at / width / queries;
        int head = at % width / heads.size();
        double sum = 0;
        double total = 0;
        for (int k = 0; k < keys; k++) {
            double product = 0;
            for (int i = 0; i < heads.size(); i++) {
                int lane = head * heads.size() + i;
                product += (double) x.data().get(at / width * width + lane)
                        * key.data().get((batch * keys + k) * width + lane);
            }
            double weight = Math.exp(product / Math.sqrt(heads.size()));
            total += weight;
            sum += weight * value.data().get((batch * keys + k) * width + at % width);
        }
        return sum / total;
    }

    /** Weights of every type, at an odd place in the file, are what the reader says they are. */
    @Test
    void weightsComeStraightFromTheFile(@TempDir Path folder) throws IOException {
        Crafted.file(
                folder.resolve("model.safetensors"),
                """
                {"odd": {"dtype": "U8", "shape": [3], "data_offsets": [0, 3]},
                 "wide": {"dtype": "F32", "shape": [2], "data_offsets": [3, 11]},
                 "half": {"dtype": "F16", "shape": [4], "data_offsets": [11, 19]},
                 "brain": {"dtype": "BF16", "shape": [2], "data_offsets": [19, 23]}}""",
                concatenated(
                        new byte[3],
                        Crafted.floats(1.25f, -3),
                        Crafted.shorts(0x3c00, 0xc100, 0x3555, 0x0001),
                        Crafted.shorts(0x4049, 0xbf80)));
        ComponentWeights weights = ComponentWeights.open(folder);
        checkWeight(weights, lowering, "wide", 2, 1.25f, -3);
        checkWeight(weights, lowering, "half", 4, 1, -2.5f, 0x1.554p-2f, 0x1p-24f);
        checkWeight(weights, lowering, "brain", 2, 0x1.92p1f, -1);
    }

    private static void checkWeight(
            ComponentWeights weights, Lowering lowering, String key, long size, float... expected) {
        Graph graph = new Graph(weights.folder());
        Value x = graph.input("x", size);
        graph.output("y", graph.add(x, lowering.weight(graph, weights.require(key, size), size)));
        Tensor y = Tensor.allocate(size);
        try (InferenceRuntime runtime = new InferenceRuntime(1);
                InferenceSession session = runtime.open(graph.build())) {
            session.run(Map.of("x", Tensor.allocate(size)), Map.of("y", y), new Cancellation());
        }
        for (int i = 0; i < size; i++) {
            assertEquals(expected[i], y.data().get(i), key + " " + i);
        }
    }

    private static byte[] concatenated(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
