package dev.kinora.inference.graph;

import dev.kinora.inference.Cancellation;
import dev.kinora.inference.InferenceRuntime;
import dev.kinora.inference.InferenceSession;
import dev.kinora.inference.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** How fast this machine multiplies matrices: what no network on it can exceed by much. */
public final class ProductSpeed {
    private static final int SIZE = 1024;
    private static final int RUNS = 10;

    private ProductSpeed() {}

    /** Operations a second, two for each multiply-add, best of ten products of 1024 × 1024; takes some tenths of a second. */
    public static double measure(InferenceRuntime runtime) {
        Graph graph = new Graph(Path.of(""));
        Value weight = graph.reshape(graph.filled(0.5f, SIZE * SIZE), SIZE, SIZE);
        graph.output("y", graph.op("MatMul", List.of(graph.input("x", SIZE, SIZE), weight)));
        Tensor x = Tensor.allocate(SIZE, SIZE);
        Tensor y = Tensor.allocate(SIZE, SIZE);
        long bestNanos = Long.MAX_VALUE;
        try (InferenceSession session = runtime.open(graph.build())) {
            for (int i = 0; i < RUNS; i++) {
                long start = System.nanoTime();
                session.run(Map.of("x", x), Map.of("y", y), new Cancellation());
                bestNanos = Math.min(bestNanos, System.nanoTime() - start);
            }
        }
        return 2.0 * SIZE * SIZE * SIZE / bestNanos * 1e9;
    }
}
