package dev.kinora.inference.onnx;

import java.util.List;
import java.util.function.Supplier;

/**
 * Collects a graph's parts as ONNX messages. Field numbers are those of {@code onnx.proto} (Apache-2.0, version IR 10).
 */
public final class ModelWriter {
    private static final int IR_VERSION = 10;
    private static final int OPSET = 23;
    private static final int CONTRIB_OPSET = 1;
    private static final int EXTERNAL = 1;

    /** Microsoft's operators inside ONNX Runtime. */
    public static final String CONTRIB = "com.microsoft";

    private final Message graph = new Message().text(2, "kinora");
    private Message nodes = graph;

    /** A node with one output; an empty domain is ONNX itself. */
    public void node(String domain, String type, List<String> inputs, String output, Attribute... attributes) {
        Message node = new Message();
        inputs.forEach(input -> node.text(1, input));
        node.text(2, output).text(3, output).text(4, type);
        for (Attribute attribute : attributes) {
            node.message(5, attribute.message());
        }
        nodes.message(1, node.text(7, domain));
    }

    /**
     * A branch of an {@code If}: nodes that are computed only if it is taken, and may use whatever was computed before.
     *
     * @param name of the attribute, {@code then_branch} or {@code else_branch}
     * @param body writes the nodes and returns the name of the branch's result, a float tensor
     */
    public Attribute branch(String name, Supplier<String> body) {
        Message outer = nodes;
        nodes = new Message().text(2, name);
        Message branch = nodes.message(12, floats(body.get()));
        nodes = outer;
        return Attribute.of(name, branch);
    }

    /** A tensor whose bytes are in the model. */
    public void constant(String name, ElementType type, byte[] littleEndian, long... shape) {
        graph.message(5, tensor(name, type, shape).bytes(9, littleEndian));
    }

    /**
     * A tensor whose bytes are in another file.
     *
     * @param location the file, relative to the folder the session is given, with forward slashes
     */
    public void external(String name, ElementType type, String location, long offset, long length, long... shape) {
        Message tensor = tensor(name, type, shape)
                .message(13, pair("location", location))
                .message(13, pair("offset", Long.toString(offset)))
                .message(13, pair("length", Long.toString(length)))
                .integer(14, EXTERNAL);
        graph.message(5, tensor);
    }

    /** A float tensor the caller feeds; a dimension is a number, or a word for any length. */
    public void input(String name, List<?> shape) {
        Message type = new Message().integer(1, ElementType.FLOAT.code()).message(2, dimensions(shape));
        graph.message(11, value(name, type));
    }

    /** A float tensor the caller gets, of the shape its node gives it. */
    public void output(String name) {
        graph.message(12, floats(name));
    }

    /** The whole model. */
    public byte[] write() {
        return new Message()
                .integer(1, IR_VERSION)
                .text(2, "kinora")
                .message(7, graph)
                .message(8, opset("", OPSET))
                .message(8, opset(CONTRIB, CONTRIB_OPSET))
                .toBytes();
    }

    private static Message opset(String domain, int version) {
        return new Message().text(1, domain).integer(2, version);
    }

    private static Message tensor(String name, ElementType type, long... shape) {
        return new Message().integers(1, shape).integer(2, type.code()).text(8, name);
    }

    private static Message pair(String key, String value) {
        return new Message().text(1, key).text(2, value);
    }

    private static Message floats(String name) {
        return value(name, new Message().integer(1, ElementType.FLOAT.code()));
    }

    private static Message value(String name, Message tensorType) {
        return new Message().text(1, name).message(2, new Message().message(1, tensorType));
    }

    private static Message dimensions(List<?> shape) {
        Message dimensions = new Message();
        for (Object dimension : shape) {
            Message one = new Message();
            boolean isNumber = dimension instanceof Number;
            dimensions.message(
                    1, isNumber ? one.integer(1, ((Number) dimension).longValue()) : one.text(2, "" + dimension));
        }
        return dimensions;
    }
}
