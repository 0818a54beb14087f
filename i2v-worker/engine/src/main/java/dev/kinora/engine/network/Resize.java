package dev.kinora.engine.network;

import dev.kinora.inference.graph.Graph;
import dev.kinora.inference.graph.Value;
import dev.kinora.inference.onnx.Attribute;
import java.util.List;

/** Enlarges pictures by repeating pixels: pixel {@code i} comes from {@code floor(i · old ÷ new)}, as PyTorch's nearest does. */
final class Resize {
    private static final Attribute[] NEAREST = {
        Attribute.of("mode", "nearest"),
        Attribute.of("coordinate_transformation_mode", "asymmetric"),
        Attribute.of("nearest_mode", "floor")
    };

    private Resize() {}

    /** To twice the height and width. */
    static Value twice(Graph graph, Value pictures) {
        return graph.op("Resize", List.of(pictures, Value.NONE, graph.floats(1, 1, 2, 2)), NEAREST);
    }

    /** To a size known when run: four whole numbers, the first two as they are. */
    static Value to(Graph graph, Value pictures, Value size) {
        return graph.op("Resize", List.of(pictures, Value.NONE, Value.NONE, size), NEAREST);
    }
}
