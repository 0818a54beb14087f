package dev.kinora.inference.graph;

import dev.kinora.inference.weights.Located;

/**
 * Which operators the layers become whose best form depends on the machine. Everything else is the same everywhere.
 *
 * <p>{@code N} is any number of pictures, {@code C} channels, {@code S} a sequence's length, {@code W} a token's width.
 */
public interface Lowering {
    /** A weight, in the precision this lowering computes in. */
    Value weight(Graph graph, Located located, long... shape);

    /**
     * Normalises groups of channels together with everything after them: {@code (x − mean) ÷ √(variance + epsilon) · scale +
     * shift}, with the population variance of each group and one scale and shift for each channel.
     *
     * @param x {@code [N, C, …]}, at least one dimension after the channels
     * @param silu whether {@code y · sigmoid(y)} follows
     */
    Value groupNorm(Graph graph, Value x, Norm norm, boolean silu);

    /** Normalises each token by itself: {@code [N, S, W]}; see {@link #groupNorm}. */
    Value layerNorm(Graph graph, Value x, Norm norm);

    /** Scaled dot-product attention over long sequences: queries {@code [N, S, W]}, keys and values {@code [N, S', W]}. */
    Value attention(Graph graph, Value query, Value key, Value value, Heads heads);

    /** The same over short sequences and many of them, as over the frames of each pixel. */
    Value shortAttention(Graph graph, Value query, Value key, Value value, Heads heads);

    /** {@code x · weightᵀ}, the weight as {@code [out, in]}. */
    Value matmul(Graph graph, Value x, Value weight);

    /** {@code x · sigmoid(alpha · x)}: SiLU with 1, CLIP's quick GELU with 1.702. */
    Value sigmoidLinear(Graph graph, Value x, float alpha);

    /** GELU in its exact form, by the error function. */
    Value gelu(Graph graph, Value x);

    /**
     * A normalisation's parameters.
     *
     * @param scale one for each channel
     * @param shift one for each channel
     * @param channels how many
     * @param groups how many groups the channels form
     * @param epsilon added to the variance
     */
    record Norm(Value scale, Value shift, int channels, int groups, float epsilon) {}

    /**
     * How a token is divided among attention heads.
     *
     * @param count how many heads
     * @param size values of one head
     */
    record Heads(int count, int size) {
        /** What products of queries and keys are multiplied by. */
        public float scale() {
            return (float) (1 / Math.sqrt(size));
        }
    }
}
