package dev.kinora.inference.graph;

/**
 * The size of a Linear.
 *
 * @param in values it takes
 * @param out values it gives
 */
public record LinearShape(int in, int out) {}
