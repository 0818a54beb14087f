package dev.kinora.engine.solver;

import dev.kinora.inference.Tensor;
import java.nio.FloatBuffer;

/** Σ weight · tensor, in double and rounded once: at σ = 700 the terms are large and all but cancel. */
final class WeightedSum {
    private WeightedSum() {}

    /** A tensor times a number. */
    record Term(double weight, Tensor tensor) {}

    static Term times(double weight, Tensor tensor) {
        return new Term(weight, tensor);
    }

    /** Of tensors of one shape. */
    static Tensor sum(Term... terms) {
        Tensor sum = Tensor.allocate(terms[0].tensor().shape());
        FloatBuffer out = sum.data();
        FloatBuffer[] values = new FloatBuffer[terms.length];
        for (int i = 0; i < terms.length; i++) {
            values[i] = terms[i].tensor().data();
        }
        while (out.hasRemaining()) {
            double total = 0;
            for (int i = 0; i < terms.length; i++) {
                total += terms[i].weight() * values[i].get();
            }
            out.put((float) total);
        }
        return sum;
    }
}
