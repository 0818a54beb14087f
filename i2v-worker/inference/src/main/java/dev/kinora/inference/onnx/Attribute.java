package dev.kinora.inference.onnx;

/** A named constant of a node. */
public final class Attribute {
    private static final int FLOAT = 1;
    private static final int INT = 2;
    private static final int INTS = 7;
    private static final int STRING = 3;
    private static final int GRAPH = 5;

    private final Message message;

    private Attribute(String name, int type) {
        message = new Message().text(1, name).integer(20, type);
    }

    /** A 32-bit float. */
    public static Attribute of(String name, float value) {
        Attribute attribute = new Attribute(name, FLOAT);
        attribute.message.number(2, value);
        return attribute;
    }

    /** A whole number. */
    public static Attribute of(String name, long value) {
        Attribute attribute = new Attribute(name, INT);
        attribute.message.integer(3, value);
        return attribute;
    }

    /** A text. */
    public static Attribute of(String name, String value) {
        Attribute attribute = new Attribute(name, STRING);
        attribute.message.text(4, value);
        return attribute;
    }

    /** A list of whole numbers. */
    public static Attribute of(String name, long[] values) {
        Attribute attribute = new Attribute(name, INTS);
        attribute.message.integers(8, values);
        return attribute;
    }

    static Attribute of(String name, Message graph) {
        Attribute attribute = new Attribute(name, GRAPH);
        attribute.message.message(6, graph);
        return attribute;
    }

    Message message() {
        return message;
    }
}
