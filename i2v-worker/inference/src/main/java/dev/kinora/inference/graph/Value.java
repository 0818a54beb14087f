package dev.kinora.inference.graph;

/** A tensor inside a graph: what a node gives and another takes. */
public record Value(String name) {
    /** Stands where a node leaves out an optional input. */
    public static final Value NONE = new Value("");
}
