package dev.kinora.engine.checkpoint;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The tensors of a network of several resolutions, and at which of them each is applied: level 0 is the finest.
 *
 * @param shapes of all tensors, by name
 * @param last the coarsest level
 */
record Tensors(Map<String, long[]> shapes, int last) {
    private static final Pattern BLOCK =
            Pattern.compile("(down|up)_blocks\\.(\\d+)\\.(resnets|attentions|downsamplers|upsamplers)");

    /** One tensor. */
    record One(String key, long[] shape, int level) {
        /** What it makes of one vector: rows of a matrix, filters of a convolution. */
        long out() {
            return shape[0];
        }

        /** What one of its rows or filters takes, over all places of a kernel. */
        long in() {
            return Arrays.stream(shape).skip(1).reduce(1, (a, b) -> a * b);
        }

        /** Operations on one cell, token or picture: a multiplication and an addition for each number. */
        double operations() {
            return 2.0 * out() * in();
        }
    }

    static Tensors of(Map<String, long[]> shapes) {
        int last = shapes.keySet().stream()
                .map(BLOCK::matcher)
                .filter(Matcher::find)
                .mapToInt(block -> Integer.parseInt(block.group(2)))
                .max()
                .orElse(0);
        return new Tensors(shapes, last);
    }

    /** Matrices and kernels of convolutions; what is added or multiplied elementwise costs next to nothing. */
    Stream<One> matrices(Predicate<String> wanted) {
        return shapes.entrySet().stream()
                .filter(tensor -> tensor.getValue().length >= 2 && wanted.test(tensor.getKey()))
                .map(tensor -> new One(tensor.getKey(), tensor.getValue(), level(tensor.getKey())));
    }

    static double sum(Stream<One> tensors, ToDoubleFunction<One> operations) {
        return tensors.mapToDouble(operations).sum();
    }

    private int level(String key) {
        Matcher block = BLOCK.matcher(key);
        if (!block.find()) {
            boolean isCoarse = key.contains("mid_block")
                    || key.contains("encoder.conv_out")
                    || key.contains("quant_conv")
                    || key.contains("decoder.conv_in");
            return isCoarse ? last : 0;
        }
        int number = Integer.parseInt(block.group(2));
        int level = block.group(1).equals("down") ? number : last - number;
        return switch (block.group(3)) {
            case "downsamplers" -> level + 1;
            case "upsamplers" -> level - 1;
            default -> level;
        };
    }
}
