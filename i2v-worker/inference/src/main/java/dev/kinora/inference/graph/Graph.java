package dev.kinora.inference.graph;

import dev.kinora.inference.NetworkModel;
import dev.kinora.inference.onnx.Attribute;
import dev.kinora.inference.onnx.ElementType;
import dev.kinora.inference.onnx.ModelWriter;
import dev.kinora.inference.weights.Located;
import dev.kinora.inference.weights.TensorEntry;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A graph being written, node by node, in the order it will be computed. Equal constants and shape sums are written once.
 * Not thread-safe.
 */
public final class Graph {
    private final ModelWriter model = new ModelWriter();
    private final Path weightsFolder;
    private final Map<String, Value> known = new HashMap<>();
    private int count;
    private int branches;

    /** @param weightsFolder the real folder below which all weight files lie */
    public Graph(Path weightsFolder) {
        this.weightsFolder = weightsFolder;
    }

    /** A float tensor to be fed under a name; a dimension is a number, or a word for any length. */
    public Value input(String name, Object... shape) {
        model.input(name, List.of(shape));
        return new Value(name);
    }

    /** Gives a float tensor to the caller under a name. */
    public void output(String name, Value value) {
        model.node("", "Identity", List.of(value.name()), name);
        model.output(name);
    }

    /** A node of ONNX itself. */
    public Value op(String type, List<Value> inputs, Attribute... attributes) {
        return node("", type, inputs, attributes);
    }

    /** A node of ONNX Runtime's own operators. */
    public Value contrib(String type, List<Value> inputs, Attribute... attributes) {
        return node(ModelWriter.CONTRIB, type, inputs, attributes);
    }

    private Value node(String domain, String type, List<Value> inputs, Attribute... attributes) {
        Value output = fresh(type);
        model.node(domain, type, inputs.stream().map(Value::name).toList(), output.name(), attributes);
        return output;
    }

    /**
     * One of two values; only the one that is taken is computed.
     *
     * @param condition a boolean
     */
    public Value either(Value condition, Supplier<Value> then, Supplier<Value> otherwise) {
        branches++;
        Attribute thenBranch = model.branch("then_branch", () -> then.get().name());
        Attribute elseBranch = model.branch("else_branch", () -> otherwise.get().name());
        branches--;
        return op("If", List.of(condition), thenBranch, elseBranch);
    }

    /** Whether a dimension is longer than 0. */
    public Value isFilled(Value value, long axis) {
        return op("Cast", List.of(dimension(value, axis)), Attribute.of("to", ElementType.BOOL.code()));
    }

    /** Rows {@code [from, to)} of the outermost dimension. */
    public Value rows(Value value, long from, long to) {
        return op("Slice", List.of(value, longs(from), longs(to), longs(0)));
    }

    /** A list of whole numbers, as shapes are given to nodes. */
    public Value longs(long... values) {
        return once("longs" + Arrays.toString(values), () -> {
            ByteBuffer bytes = littleEndian(values.length * Long.BYTES);
            Arrays.stream(values).forEach(bytes::putLong);
            return constant(ElementType.INT64, bytes, values.length);
        });
    }

    /** A list of numbers. */
    public Value floats(float... values) {
        return once("floats" + Arrays.toString(values), () -> {
            ByteBuffer bytes = littleEndian(values.length * Float.BYTES);
            for (float value : values) {
                bytes.putFloat(value);
            }
            return constant(ElementType.FLOAT, bytes, values.length);
        });
    }

    /** So many times the same number. */
    public Value filled(float value, int length) {
        float[] values = new float[length];
        Arrays.fill(values, value);
        return floats(values);
    }

    /** Weights as the file has them, seen in a shape of as many elements. */
    public Value external(Located located, long... shape) {
        TensorEntry entry = located.entry();
        String key = entry.key() + "@" + entry.offset() + Arrays.toString(shape);
        return once(key, () -> {
            Value value = new Value(key);
            String location =
                    weightsFolder.relativize(located.file()).toString().replace('\\', '/');
            ElementType type = elementType(entry);
            model.external(value.name(), type, location, entry.offset(), entry.length(), shape);
            return value;
        });
    }

    private static ElementType elementType(TensorEntry entry) {
        return switch (entry.type()) {
            case F32 -> ElementType.FLOAT;
            case F16 -> ElementType.FLOAT16;
            case BF16 -> ElementType.BFLOAT16;
            default -> throw new IllegalArgumentException(entry.key() + " is no weight");
        };
    }

    /** The length of one dimension, as a list of one whole number. */
    public Value dimension(Value value, long axis) {
        return once("dimension " + axis + " of " + value.name(), () -> {
            return op("Shape", List.of(value), Attribute.of("start", axis), Attribute.of("end", axis + 1));
        });
    }

    /** The lengths of all dimensions. */
    public Value shapeOf(Value value) {
        return once("shape of " + value.name(), () -> op("Shape", List.of(value)));
    }

    /** A shape made of whole numbers (−1: whatever is left, 0: as before) and of lengths known only when run. */
    public Value shape(Object... parts) {
        List<Value> values = new ArrayList<>();
        for (Object part : parts) {
            values.add(part instanceof Value value ? value : longs(((Number) part).longValue()));
        }
        return once("shape " + values, () -> op("Concat", values, Attribute.of("axis", 0)));
    }

    /** The same elements in another shape; see {@link #shape}. */
    public Value reshape(Value value, Object... parts) {
        boolean isConstant = Arrays.stream(parts).allMatch(Number.class::isInstance);
        Value shape = isConstant
                ? longs(Arrays.stream(parts)
                        .mapToLong(part -> ((Number) part).longValue())
                        .toArray())
                : shape(parts);
        return op("Reshape", List.of(value, shape));
    }

    /** The same elements in the shape of another value. */
    public Value reshapeLike(Value value, Value like) {
        return op("Reshape", List.of(value, shapeOf(like)));
    }

    /** Dimensions in another order. */
    public Value transpose(Value value, long... order) {
        return op("Transpose", List.of(value), Attribute.of("perm", order));
    }

    public Value add(Value left, Value right) {
        return op("Add", List.of(left, right));
    }

    public Value multiply(Value left, Value right) {
        return op("Mul", List.of(left, right));
    }

    /** The finished graph. */
    public NetworkModel build() {
        return new NetworkModel(model.write(), weightsFolder);
    }

    private Value constant(ElementType type, ByteBuffer bytes, long length) {
        Value value = fresh("constant");
        model.constant(value.name(), type, bytes.array(), length);
        return value;
    }

    private Value once(String key, Supplier<Value> make) {
        Value value = known.get(key);
        if (value == null) {
            value = make.get();
            if (branches == 0) { // what is computed in a branch is not known outside of it
                known.put(key, value);
            }
        }
        return value;
    }

    private Value fresh(String type) {
        return new Value(type + "_" + count++);
    }

    private static ByteBuffer littleEndian(int length) {
        return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    }
}
