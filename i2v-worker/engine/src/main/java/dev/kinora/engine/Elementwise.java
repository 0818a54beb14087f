package dev.kinora.engine;

import dev.kinora.inference.Tensor;
import java.nio.FloatBuffer;

/** Functions of each element, in float32. */
final class Elementwise {
    private Elementwise() {}

    interface OfOne {
        float apply(float value);
    }

    interface OfTwo {
        float apply(float left, float right);
    }

    static Tensor map(Tensor tensor, OfOne function) {
        Tensor result = Tensor.allocate(tensor.shape());
        FloatBuffer out = result.data();
        for (FloatBuffer in = tensor.data(); in.hasRemaining(); ) {
            out.put(function.apply(in.get()));
        }
        return result;
    }

    static Tensor map(Tensor left, Tensor right, OfTwo function) {
        Tensor result = Tensor.allocate(left.shape());
        FloatBuffer out = result.data();
        FloatBuffer other = right.data();
        for (FloatBuffer in = left.data(); in.hasRemaining(); ) {
            out.put(function.apply(in.get(), other.get()));
        }
        return result;
    }
}
