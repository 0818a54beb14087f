package dev.kinora.inference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kinora.contract.FailureException;
import dev.kinora.contract.FailureKind;
import dev.kinora.inference.graph.Graph;
import dev.kinora.inference.graph.Value;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class InferenceSessionTest {
    private static final int SIDE = 1024;
    private static final Path NO_WEIGHTS = Path.of("").toAbsolutePath();

    /** x · x · x …, as many products as make a run take a while. */
    private static InferenceSession longRun(InferenceRuntime runtime, int products) {
        Graph graph = new Graph(NO_WEIGHTS);
        Value x = graph.input("x", "n", "n");
        Value y = x;
        for (int i = 0; i < products; i++) {
            y = graph.op("MatMul", List.of(y, x));
        }
        graph.output("y", y);
        return runtime.open(graph.build());
    }

    private static Tensor identity() {
        Tensor identity = Tensor.allocate(SIDE, SIDE);
        for (int i = 0; i < SIDE; i++) {
            identity.data().put(i * (SIDE + 1), 1);
        }
        return identity;
    }

    @Test
    @Timeout(120)
    void anotherThreadCancelsARunAndTheSessionStaysUsable() throws InterruptedException {
        Tensor x = identity();
        try (InferenceRuntime runtime = new InferenceRuntime(2);
                InferenceSession session = longRun(runtime, 60)) {
            Cancellation cancellation = new Cancellation();
            Tensor untouched = Tensor.allocate(SIDE, SIDE);
            CompletableFuture<Void> run =
                    CompletableFuture.runAsync(() -> session.run(Map.of("x", x), Map.of("y", untouched), cancellation));
            while (!cancellation.isWatched() && !run.isDone()) {
                Thread.onSpinWait();
            }
            Thread.sleep(50); // into the middle of the run; earlier would do, too
            cancellation.cancel();
            CompletionException failure = assertThrows(CompletionException.class, run::join);
            assertInstanceOf(CancelledException.class, failure.getCause());
            assertArrayEquals(new float[SIDE * SIDE], untouched.toArray(), "stopped before its last product");

            Tensor y = Tensor.allocate(SIDE, SIDE);
            session.run(Map.of("x", x), Map.of("y", y), new Cancellation());
            assertArrayEquals(x.toArray(), y.toArray());
        }
    }

    @Test
    void aCancelledJobStartsNoRun() {
        Cancellation cancellation = new Cancellation();
        cancellation.cancel();
        assertTrue(cancellation.isCancelled());
        try (InferenceRuntime runtime = new InferenceRuntime(1);
                InferenceSession session = longRun(runtime, 1)) {
            Tensor x = identity();
            assertThrows(CancelledException.class, () -> session.run(Map.of("x", x), Map.of("y", x), cancellation));
        }
    }

    @Test
    void whatTheRuntimeRefusesIsOurFault() {
        try (InferenceRuntime runtime = new InferenceRuntime(1);
                InferenceSession session = longRun(runtime, 1)) {
            Tensor flat = Tensor.allocate(3);
            FailureException failure = assertThrows(
                    FailureException.class,
                    () -> session.run(Map.of("x", flat), Map.of("y", flat), new Cancellation()));
            assertEquals(FailureKind.BUG, failure.failure().kind());
            assertTrue(failure.getMessage().contains("run a network"), failure.getMessage());
        }
    }

    @Test
    void anActionRunsOnceAndNotAfterItsEnd() {
        Cancellation cancellation = new Cancellation();
        int[] runs = new int[3];
        cancellation.onCancel(() -> runs[0]++);
        cancellation.onCancel(() -> runs[1]++).close();
        cancellation.cancel();
        cancellation.cancel();
        cancellation.onCancel(() -> runs[2]++);
        assertArrayEquals(new int[] {1, 0, 1}, runs);
    }
}
