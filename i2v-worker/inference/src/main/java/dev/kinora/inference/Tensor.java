package dev.kinora.inference;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * Row-major 32-bit floats outside the heap, where ONNX Runtime reads and writes them without a copy.
 *
 * <p>Shape and storage never change; whoever allocates a tensor fills it before lending it.
 */
public final class Tensor {
    private final long[] shape;
    private final FloatBuffer data;

    private Tensor(long[] shape, FloatBuffer data) {
        this.shape = shape;
        this.data = data;
    }

    /**
     * Zeros of a shape; a dimension of 0 makes an empty tensor, no dimension a scalar.
     *
     * @throws IllegalArgumentException if a dimension is negative or the tensor would pass 2 GiB
     */
    public static Tensor allocate(long... shape) {
        long bytes = Math.multiplyExact(size(shape), Float.BYTES);
        if (bytes > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("a tensor " + Arrays.toString(shape) + " is larger than 2 GiB");
        }
        ByteBuffer storage = ByteBuffer.allocateDirect((int) bytes).order(ByteOrder.nativeOrder());
        return new Tensor(shape.clone(), storage.asFloatBuffer());
    }

    /** A copy of the values in a shape of as many elements. */
    public static Tensor of(float[] values, long... shape) {
        if (values.length != size(shape)) {
            throw new IllegalArgumentException(values.length + " values do not fill " + Arrays.toString(shape));
        }
        Tensor tensor = allocate(shape);
        tensor.data().put(values);
        return tensor;
    }

    /** The dimensions, outermost first. */
    public long[] shape() {
        return shape.clone();
    }

    /** How many elements. */
    public long size() {
        return data.capacity();
    }

    /** The elements, row-major, from position 0; each call gives its own position over the same storage. */
    public FloatBuffer data() {
        return data.duplicate().clear();
    }

    /** The elements copied to the heap. */
    public float[] toArray() {
        float[] values = new float[data.capacity()];
        data().get(values);
        return values;
    }

    /** The same storage seen in another shape of as many elements. */
    public Tensor reshape(long... newShape) {
        if (size(newShape) != size()) {
            throw new IllegalArgumentException(this + " cannot be seen as " + Arrays.toString(newShape));
        }
        return new Tensor(newShape.clone(), data);
    }

    /** Rows {@code [from, to)} of the outermost dimension, over the same storage. */
    public Tensor slice(long from, long to) {
        if (from < 0 || to < from || to > shape[0]) {
            throw new IndexOutOfBoundsException("rows " + from + " to " + to + " of " + this);
        }
        long[] part = shape.clone();
        part[0] = to - from;
        int row = shape[0] == 0 ? 0 : (int) (size() / shape[0]);
        return new Tensor(part, data.slice((int) from * row, (int) (to - from) * row));
    }

    /**
     * This tensor, if it has the shape; −1 stands for any length.
     *
     * @throws IllegalArgumentException naming both shapes
     */
    public Tensor require(String name, long... expected) {
        boolean fits = expected.length == shape.length;
        for (int i = 0; fits && i < shape.length; i++) {
            fits = expected[i] == -1 || expected[i] == shape[i];
        }
        if (!fits) {
            throw new IllegalArgumentException(name + ": found a tensor " + Arrays.toString(shape) + ", expected "
                    + Arrays.toString(expected).replace("-1", "any"));
        }
        return this;
    }

    private static long size(long[] shape) {
        long size = 1;
        for (long dimension : shape) {
            if (dimension < 0) {
                throw new IllegalArgumentException("negative dimension in " + Arrays.toString(shape));
            }
            size = Math.multiplyExact(size, dimension);
        }
        return size;
    }

    @Override
    public String toString() {
        return "Tensor" + Arrays.toString(shape);
    }
}
