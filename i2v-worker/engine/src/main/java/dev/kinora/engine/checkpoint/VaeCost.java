package dev.kinora.engine.checkpoint;

import dev.kinora.engine.checkpoint.Tensors.One;
import java.util.Map;

/**
 * What encoding or decoding pictures with the autoencoder costs; see {@link UnetCost}.
 *
 * @param tensors of encoder and decoder
 * @param pictures how many go through together
 * @param pixels size of a picture
 */
record VaeCost(Tensors tensors, long pictures, Resolution pixels) {
    private static final String DECODER = "decoder.";

    static VaeCost of(Map<String, long[]> shapes, long pictures, Resolution pixels) {
        return new VaeCost(Tensors.of(shapes), pictures, pixels);
    }

    double encodeOperations() {
        return operations(false);
    }

    double decodeOperations() {
        return operations(true);
    }

    /** With what has weights but never runs, which the published model has not. */
    private double operations(boolean isDecoder) {
        return Tensors.sum(
                tensors.matrices(key -> key.startsWith(DECODER) == isDecoder),
                one -> (one.operations() + attention(one)) * cells(one));
    }

    private double attention(One one) {
        boolean isQuery = one.key().endsWith("to_q.weight");
        return isQuery ? 4.0 * one.out() * pixels.halved(one.level()).cells() : 0;
    }

    /** What is held at the widest place of the decoder beside the weights, about: both sides of a residual block. */
    double decodeBytes() {
        return Float.BYTES
                * tensors.matrices(key -> key.startsWith(DECODER) && key.endsWith("spatial_res_block.conv1.weight"))
                        .mapToDouble(one -> 2 * (one.shape()[1] + one.out()) * cells(one))
                        .max()
                        .orElse(0);
    }

    private double cells(One one) {
        return (double) pictures * pixels.halved(one.level()).cells();
    }
}
