package dev.kinora.inference.graph;

import dev.kinora.inference.graph.Lowering.Heads;
import dev.kinora.inference.graph.Lowering.Norm;
import dev.kinora.inference.onnx.Attribute;
import dev.kinora.inference.weights.Located;
import java.util.List;
import java.util.Optional;

/**
 * The layers of a network at one place of its module tree: they take their weights by the names PyTorch gives them there.
 *
 * <p>{@code N} is any number of pictures; pictures are {@code [N, channels, height, width]}, tokens {@code [N, length, width]}.
 * Every missing weight and every wrong shape is refused while the graph is built, before ONNX Runtime sees it.
 */
public final class Layers {
    private static final int NORM_GROUPS = 32;

    private final NetworkBuilder network;
    private final String path;

    Layers(NetworkBuilder network, String path) {
        this.network = network;
        this.path = path;
    }

    /** The same network, deeper in its module tree. */
    public Layers at(String child) {
        return new Layers(network, path(child));
    }

    /** The same place of the module tree, for layers that every file has but whose result nothing depends on. */
    public Layers apart() {
        return new Layers(network.apart(), path);
    }

    /** The graph these layers are written to. */
    public Graph graph() {
        return network.graph();
    }

    /** The first of several names a module is known by in files of different age. */
    public String known(String... names) {
        for (String name : names) {
            if (network.weights().has(path(name) + ".weight")) {
                return name;
            }
        }
        return names[0];
    }

    /** A weight of exactly this shape. */
    public Value weight(String name, long... shape) {
        return network.lowering().weight(graph(), network.use(path(name), shape), shape);
    }

    /** 3×3 convolution that keeps the size. */
    public Value conv(String name, Value x, int in, int out) {
        return conv(name, x, new long[] {out, in, 3, 3}, Attribute.of("pads", new long[] {1, 1, 1, 1}));
    }

    /** 1×1 convolution: a Linear over the channels of each pixel. */
    public Value pointwise(String name, Value x, int in, int out) {
        return conv(name, x, new long[] {out, in, 1, 1});
    }

    /** The first results of a 1×1 convolution; the rows of the others are not computed. */
    public Value firstOutputs(String name, Value x, int in, int out, int wanted) {
        Value weight = rows(network.use(path(name + ".weight"), out, in, 1, 1), 0, wanted, wanted, in, 1, 1);
        Value bias = rows(network.use(path(name + ".bias"), out), 0, wanted, wanted);
        return graph().op("Conv", List.of(x, weight, bias));
    }

    /** 3×3 convolution that halves the size; zeros are added at the top, left, bottom and right as {@code pads} says. */
    public Value halve(String name, Value x, int channels, long... pads) {
        return conv(
                name,
                x,
                new long[] {channels, channels, 3, 3},
                Attribute.of("pads", pads),
                Attribute.of("strides", new long[] {2, 2}));
    }

    private Value conv(String name, Value x, long[] shape, Attribute... attributes) {
        Value bias = weight(name + ".bias", shape[0]);
        return graph().op("Conv", List.of(x, weight(name + ".weight", shape), bias), attributes);
    }

    /** Cuts a picture into squares and projects each, without bias: {@code [N, out, height ÷ size, width ÷ size]}. */
    public Value patches(String name, Value x, int in, int out, int size) {
        Value weight = weight(name + ".weight", out, in, size, size);
        return graph().op("Conv", List.of(x, weight), Attribute.of("strides", new long[] {size, size}));
    }

    /**
     * Convolution over three neighbouring frames, zeros before the first and after the last. A Conv3D of kernel (3, 1, 1)
     * in the file, a Conv2D over {@code [N, in, frames, pixels]} here, which is faster.
     *
     * @param gain multiplies the result; folded into the weights when the network is loaded
     */
    public Value temporalConv(String name, Value x, int in, int out, Value gain) {
        Located located = network.use(path(name + ".weight"), out, in, 3, 1, 1);
        Value weight = network.lowering().weight(graph(), located, out, in, 3, 1);
        Value bias = weight(name + ".bias", out);
        List<Value> inputs = List.of(x, graph().multiply(weight, gain), graph().multiply(bias, gain));
        return graph().op("Conv", inputs, Attribute.of("pads", new long[] {1, 0, 1, 0}));
    }

    /** {@code x · weightᵀ + bias}, which a LoRA may change; it does if the network is opened for one here. */
    public Value linear(String name, Value x, int in, int out) {
        Value bias = weight(name + ".bias", out);
        return network.complete(LinearRows.all(path(name), in, out), x, product(name, x, in, out), Optional.of(bias));
    }

    /** {@code x · weightᵀ}. */
    public Value product(String name, Value x, int in, int out) {
        return network.lowering().matmul(graph(), x, weight(name + ".weight", out, in));
    }

    /** As {@link #linear}, without a bias. */
    public Value unbiased(String name, Value x, int in, int out) {
        return network.complete(LinearRows.all(path(name), in, out), x, product(name, x, in, out), Optional.empty());
    }

    /** Notes a Linear that the file has and a LoRA may name, but whose result nothing depends on. */
    public void idle(String name, int in, int out) {
        network.use(path(name + ".weight"), out, in);
        network.idle(path(name), in, out);
    }

    /** Group normalisation over 32 groups, of {@code [N, channels, …]}. */
    public Value groupNorm(String name, Value x, int channels, float epsilon) {
        return network.lowering().groupNorm(graph(), x, norm(name, channels, NORM_GROUPS, epsilon), false);
    }

    /** Group normalisation over 32 groups, then SiLU. */
    public Value groupNormSilu(String name, Value x, int channels, float epsilon) {
        return network.lowering().groupNorm(graph(), x, norm(name, channels, NORM_GROUPS, epsilon), true);
    }

    /** Normalisation of each token. */
    public Value layerNorm(String name, Value x, int width, float epsilon) {
        return network.lowering().layerNorm(graph(), x, norm(name, width, 1, epsilon));
    }

    private Norm norm(String name, int channels, int groups, float epsilon) {
        return new Norm(
                weight(name + ".weight", channels), weight(name + ".bias", channels), channels, groups, epsilon);
    }

    public Value silu(Value x) {
        return network.lowering().sigmoidLinear(graph(), x, 1);
    }

    public Value quickGelu(Value x) {
        return network.lowering().sigmoidLinear(graph(), x, 1.702f);
    }

    public Value gelu(Value x) {
        return network.lowering().gelu(graph(), x);
    }

    /**
     * Gated feed-forward: {@code out(value · gelu(gate))}. The file keeps value and gate as the first and the second half of
     * one matrix; each half is used in place, so nothing has to be split.
     */
    public Value gatedFeedForward(String name, Value x, int width) {
        int inner = 4 * width;
        Half value = half(name + ".net.0.proj", x, width, 0, inner);
        Half gate = half(name + ".net.0.proj", x, width, inner, 2 * inner);
        Value gated = graph().multiply(
                        network.complete(value.rows(), x, value.product(), Optional.of(value.bias())),
                        network.activate(gate.rows(), x, gate.product(), gate.bias(), this::gelu));
        return linear(name + ".net.2", gated, inner, width);
    }

    private record Half(LinearRows rows, Value product, Value bias) {}

    private Half half(String name, Value x, int in, int from, int to) {
        int out = 2 * (to - from);
        Value weight = rows(network.use(path(name + ".weight"), out, in), from, to, to - from, in);
        Value bias = rows(network.use(path(name + ".bias"), out), from, to, to - from);
        Value product = network.lowering().matmul(graph(), x, weight);
        return new Half(new LinearRows(path(name), new LinearShape(in, out), from, to), product, bias);
    }

    private Value rows(Located located, int from, int to, long... shape) {
        return network.lowering().weight(graph(), located.rows(from, to), shape);
    }

    /** Scaled dot-product attention; see {@link Lowering#attention}. */
    public Value attention(Value query, Value key, Value value, Heads heads) {
        return network.lowering().attention(graph(), query, key, value, heads);
    }

    /** Scaled dot-product attention over short sequences; see {@link Lowering#shortAttention}. */
    public Value shortAttention(Value query, Value key, Value value, Heads heads) {
        return network.lowering().shortAttention(graph(), query, key, value, heads);
    }

    private String path(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
