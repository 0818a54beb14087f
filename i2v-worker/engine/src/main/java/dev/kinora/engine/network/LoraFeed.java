package dev.kinora.engine.network;

import dev.kinora.inference.Tensor;
import dev.kinora.inference.graph.LinearShape;

/**
 * A low-rank change of one Linear: {@code y += up · (down · x)}. Several adapters of one Linear are one feed, joined along
 * the rank.
 *
 * @param down {@code [rank, in]}
 * @param up {@code [out, rank]}, weight and alpha ÷ rank already multiplied in
 */
public record LoraFeed(Tensor down, Tensor up) {
    public LoraFeed {
        down.require("down", -1, -1);
        up.require("up", -1, down.shape()[0]);
    }

    /** No change. */
    static LoraFeed none(LinearShape linear) {
        return new LoraFeed(Tensor.allocate(0, linear.in()), Tensor.allocate(linear.out(), 0));
    }
}
