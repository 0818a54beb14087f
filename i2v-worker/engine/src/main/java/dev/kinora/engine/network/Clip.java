package dev.kinora.engine.network;

import dev.kinora.inference.graph.Graph;
import dev.kinora.inference.graph.Value;
import dev.kinora.inference.onnx.Attribute;
import java.util.List;

/**
 * How a batch of clips lies in a graph: networks see {@code clips · frames} pictures, clip by clip, and what works over time
 * sees each clip as one.
 *
 * @param graph the graph
 * @param clips how many clips, as a shape part: a number or a {@link Value}
 * @param frames how many frames each has, as a shape part
 */
record Clip(Graph graph, Object clips, Object frames) {

    /** {@code [clips · frames, channels, h, w]} → {@code [clips, channels, frames, h · w]}. */
    Value overTime(Value pictures, int channels) {
        Value byFrame = graph.reshape(pictures, clips, frames, channels, -1);
        return graph.transpose(byFrame, 0, 2, 1, 3);
    }

    /** {@code [clips, channels, frames, h · w]} → the shape of {@code like}, {@code [clips · frames, channels, h, w]}. */
    Value pictures(Value overTime, Value like) {
        return graph.reshapeLike(graph.transpose(overTime, 0, 2, 1, 3), like);
    }

    /** Tokens of pictures {@code [clips · frames, pixels, width]} → tokens of pixels {@code [clips · pixels, frames, width]}. */
    Value pixelTokens(Value tokens, int width) {
        Value byFrame = graph.reshape(tokens, clips, frames, -1, width);
        return graph.reshape(graph.transpose(byFrame, 0, 2, 1, 3), -1, frames, width);
    }

    /** {@code [clips · pixels, frames, width]} → the shape of {@code like}, {@code [clips · frames, pixels, width]}. */
    Value pictureTokens(Value tokens, Value like, int width) {
        Value byPixel = graph.reshape(tokens, clips, -1, frames, width);
        return graph.reshapeLike(graph.transpose(byPixel, 0, 2, 1, 3), like);
    }

    /** 0, 1, 2 … for the frames of a clip, as numbers {@code [frames, 1]}. */
    Value frameNumbers() {
        Value ones = graph.op("Expand", List.of(graph.floats(1), graph.shape(frames)));
        Value running = graph.op("CumSum", List.of(ones, graph.longs(0)), Attribute.of("exclusive", 1));
        return graph.reshape(running, -1, 1);
    }
}
