package dev.kinora.inference.graph;

import java.util.function.Supplier;

/**
 * A low-rank change of one Linear as inputs of the graph: {@code <path>.down [rank, in]} and {@code <path>.up [out, rank]},
 * of any rank. Rank 0 leaves every bit as it was.
 *
 * <p>A Linear that no LoRA changes should cost nothing. So the change is a branch that is then not taken, whose other side
 * is the bias that has to be added anyway (or a single zero), rather than an empty product, which would be written out and
 * added in full size: 3 % of a step of the bundled model, 7 % at the width of 320.
 */
final class LoraInputs {
    private final Graph graph;
    private final Lowering lowering;
    private final Value down;
    private final Value up;

    private LoraInputs(Graph graph, Lowering lowering, LinearRows linear) {
        this.graph = graph;
        this.lowering = lowering;
        this.down = new Value(linear.path() + ".down");
        Value whole = new Value(linear.path() + ".up");
        this.up = linear.isWhole() ? whole : graph.rows(whole, linear.from(), linear.to());
    }

    /** Declares the inputs. */
    static LoraInputs create(Graph graph, Lowering lowering, LinearRows linear) {
        String rank = "rank of " + linear.path();
        graph.input(linear.path() + ".down", rank, linear.shape().in());
        graph.input(linear.path() + ".up", linear.shape().out(), rank);
        return of(graph, lowering, linear);
    }

    /** Inputs that are declared already. */
    static LoraInputs of(Graph graph, Lowering lowering, LinearRows linear) {
        return new LoraInputs(graph, lowering, linear);
    }

    /** One value where a LoRA is fed, and another where none is. */
    Value ifFed(Supplier<Value> changed, Supplier<Value> unchanged) {
        return graph.either(graph.isFilled(down, 0), changed, unchanged);
    }

    /** {@code up · (down · x)}. */
    Value product(Value x) {
        return lowering.matmul(graph, lowering.matmul(graph, x, down), up);
    }
}
