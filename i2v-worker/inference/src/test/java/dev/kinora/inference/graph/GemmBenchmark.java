package dev.kinora.inference.graph;

import dev.kinora.inference.Cancellation;
import dev.kinora.inference.InferenceRuntime;
import dev.kinora.inference.InferenceSession;
import dev.kinora.inference.Tensor;
import dev.kinora.inference.onnx.Attribute;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Measures what this machine's ONNX Runtime computes at most: a matrix product and a convolution of comfortable sizes,
 * best of 30 runs, at two operations per multiply-add. The networks' times are held against it. From the project's root,
 * after a build with tests: {@code java -cp <test class path of this module> dev.kinora.inference.graph.GemmBenchmark
 * [threads]}.
 */
public final class GemmBenchmark {
    private static final int RUNS = 30;

    private GemmBenchmark() {}

    public static void main(String[] arguments) {
        int threads =
                arguments.length == 0 ? Runtime.getRuntime().availableProcessors() : Integer.parseInt(arguments[0]);
        System.out.printf("threads %d%n", threads);
        for (int size : new int[] {512, 1024, 2048}) {
            report("matmul " + size, threads, product(size), 2.0 * size * size * size, size, size);
        }
        int channels = 128;
        int side = 64;
        double perPixel = 2.0 * 9 * channels * channels;
        report("conv 3x3 128", threads, convolution(channels, side), perPixel * side * side, 1, channels, side, side);
    }

    private static Graph product(int size) {
        Graph graph = new Graph(Path.of("").toAbsolutePath());
        Value x = graph.input("x", size, size);
        Value weight = graph.reshape(graph.filled(0.5f, size * size), size, size);
        graph.output("y", graph.op("MatMul", List.of(x, weight)));
        return graph;
    }

    private static Graph convolution(int channels, int side) {
        Graph graph = new Graph(Path.of("").toAbsolutePath());
        Value x = graph.input("x", 1, channels, side, side);
        Value weight = graph.reshape(graph.filled(0.5f, channels * channels * 9), channels, channels, 3, 3);
        Attribute pads = Attribute.of("pads", new long[] {1, 1, 1, 1});
        graph.output("y", graph.op("Conv", List.of(x, weight), pads));
        return graph;
    }

    private static void report(String name, int threads, Graph graph, double operations, long... shape) {
        Tensor x = Tensor.allocate(shape);
        Tensor y = Tensor.allocate(shape);
        double best = Double.MAX_VALUE;
        try (InferenceRuntime runtime = new InferenceRuntime(threads);
                InferenceSession session = runtime.open(graph.build())) {
            for (int i = 0; i < RUNS; i++) {
                long start = System.nanoTime();
                session.run(Map.of("x", x), Map.of("y", y), new Cancellation());
                best = Math.min(best, (System.nanoTime() - start) / 1e9);
            }
        }
        System.out.printf("%-13s %7.2f ms %6.0f GFLOP/s%n", name, best * 1e3, operations / best / 1e9);
    }
}
