package dev.kinora.inference.graph;

/** A tensor inside a graph: what a node gives and another takes. */
public record Value(String name) {}
