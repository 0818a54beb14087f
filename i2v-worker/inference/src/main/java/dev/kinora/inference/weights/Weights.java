package dev.kinora.inference.weights;

import dev.kinora.contract.FailureException;
import java.nio.file.Path;
import java.util.Collection;

/** The tensors a network is built from, by the names PyTorch gives them. */
public interface Weights {
    /** Whether there is a tensor of this name. */
    boolean has(String key);

    /**
     * A tensor a network needs. Dimensions of 1 at the end may be more than asked for: old files keep a Linear as a 1×1
     * convolution.
     *
     * @throws FailureException {@code BAD_INPUT} if it is missing, of another shape, or no floating-point type
     */
    Located require(String key, long... shape);

    /**
     * Reads tensors once to see that each value is a number.
     *
     * @throws FailureException {@code BAD_INPUT} naming a tensor that holds a NaN or an infinity
     */
    void requireFinite(Collection<String> keys);

    /** The real folder below which all files lie that tensors are located in. */
    Path folder();
}
