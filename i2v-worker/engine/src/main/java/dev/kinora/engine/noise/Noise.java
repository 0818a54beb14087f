package dev.kinora.engine.noise;

import dev.kinora.inference.Tensor;

/** A source of N(0, 1); each call draws on, so the order of calls matters. */
@FunctionalInterface
public interface Noise {
    /** The next values, row-major. */
    Tensor normal(long... shape);
}
