package dev.kinora.inference.weights;

import java.util.Arrays;
import java.util.List;

/**
 * Where one tensor lies in a file.
 *
 * @param key its name
 * @param type its element type
 * @param shape its dimensions, outermost first; none for a scalar
 * @param offset bytes from the start of the file to its first element
 * @param length its size in bytes
 */
public record TensorEntry(String key, DataType type, List<Long> shape, long offset, long length) {
    public TensorEntry {
        shape = List.copyOf(shape);
    }

    /** How many elements it has. */
    public long size() {
        return length / type.bytes();
    }

    /** Whether its dimensions are these. */
    public boolean hasShape(long... expected) {
        return Arrays.equals(dimensions(), expected);
    }

    /** The dimensions as an array of its own. */
    public long[] dimensions() {
        return shape.stream().mapToLong(Long::longValue).toArray();
    }

    /**
     * Part of the outermost dimension as a tensor of its own, at its place in the same file.
     *
     * @param from first row
     * @param to row after the last
     */
    public TensorEntry rows(long from, long to) {
        long row = length / shape.get(0);
        long[] part = dimensions();
        part[0] = to - from;
        List<Long> partShape = Arrays.stream(part).boxed().toList();
        return new TensorEntry(key, type, partShape, offset + from * row, (to - from) * row);
    }
}
