package dev.kinora.inference.graph;

import dev.kinora.inference.NetworkModel;
import dev.kinora.inference.weights.Located;
import dev.kinora.inference.weights.Weights;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * One network being built from one component's weights. Collects on the way which tensors it uses and which Linears a LoRA
 * could change.
 */
public final class NetworkBuilder {
    private final Weights weights;
    private final Lowering lowering;
    private final Set<String> adapted;
    private final Graph graph;
    private final Set<String> used = new LinkedHashSet<>();
    private final Map<String, LinearShape> linears = new LinkedHashMap<>();
    private final Map<String, LinearShape> fed = new LinkedHashMap<>();
    private final Set<String> idle = new LinkedHashSet<>();

    /** @param adapted module paths of the Linears that get LoRA inputs */
    public NetworkBuilder(Weights weights, Lowering lowering, Set<String> adapted) {
        this.weights = weights;
        this.lowering = lowering;
        this.adapted = Set.copyOf(adapted);
        this.graph = new Graph(weights.folder());
    }

    /** The same weights in a graph that nobody runs. */
    NetworkBuilder apart() {
        return new NetworkBuilder(weights, lowering, Set.of());
    }

    /** The layers at the root of the module tree. */
    public Layers layers() {
        return new Layers(this, "");
    }

    /** The graph written so far. */
    public Graph graph() {
        return graph;
    }

    /** Every Linear met so far that a LoRA may change, by module path. */
    public Map<String, LinearShape> linears() {
        return Collections.unmodifiableMap(linears);
    }

    /** The Linears met so far whose result nothing depends on, by module path. */
    public Set<String> idle() {
        return Collections.unmodifiableSet(idle);
    }

    /** The Linears met so far that have LoRA inputs, by module path: those asked for, less those that are idle. */
    public Map<String, LinearShape> fed() {
        return Collections.unmodifiableMap(fed);
    }

    /**
     * The finished network; its weights are read once to see that all are numbers.
     *
     * @throws dev.kinora.contract.FailureException {@code BAD_INPUT} naming a tensor that holds NaN or infinity
     */
    public NetworkModel build() {
        weights.requireFinite(used);
        return graph.build();
    }

    Weights weights() {
        return weights;
    }

    Lowering lowering() {
        return lowering;
    }

    Located use(String key, long... shape) {
        Located located = weights.require(key, shape);
        used.add(key);
        return located;
    }

    void idle(String path, int in, int out) {
        linears.put(path, new LinearShape(in, out));
        idle.add(path);
    }

    /** {@code product + bias} of a Linear, or of some rows of it, and what a LoRA adds if the network is opened for one. */
    Value complete(LinearRows linear, Value x, Value product, Optional<Value> bias) {
        linears.put(linear.path(), linear.shape());
        if (!adapted.contains(linear.path())) {
            return bias.map(shift -> graph.add(product, shift)).orElse(product);
        }
        LoraInputs lora = loraInputs(linear);
        Value shift = bias.orElseGet(() -> graph.floats(0));
        return graph.add(
                product,
                lora.ifFed(
                        () -> bias.map(value -> graph.add(lora.product(x), value))
                                .orElseGet(() -> lora.product(x)),
                        () -> graph.op("Identity", List.of(shift))));
    }

    /**
     * As {@link #complete}, and an activation of that. The activation is in both branches, because ONNX Runtime computes
     * it together with the bias if nothing comes between them.
     */
    Value activate(LinearRows linear, Value x, Value product, Value bias, UnaryOperator<Value> activation) {
        linears.put(linear.path(), linear.shape());
        Supplier<Value> unchanged = () -> activation.apply(graph.add(product, bias));
        if (!adapted.contains(linear.path())) {
            return unchanged.get();
        }
        LoraInputs lora = loraInputs(linear);
        return lora.ifFed(() -> activation.apply(graph.add(product, graph.add(lora.product(x), bias))), unchanged);
    }

    private LoraInputs loraInputs(LinearRows linear) {
        boolean isNew = fed.put(linear.path(), linear.shape()) == null;
        return isNew ? LoraInputs.create(graph, lowering, linear) : LoraInputs.of(graph, lowering, linear);
    }
}
