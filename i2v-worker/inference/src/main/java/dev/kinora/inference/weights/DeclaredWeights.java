package dev.kinora.inference.weights;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Weights of which only the configuration is known: whatever is required is there. Building a network from them tells what
 * a file for it has to hold. Not thread-safe.
 */
public final class DeclaredWeights implements Weights {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Path NOWHERE = Path.of("");
    /** What the header is padded to, so that the data after it is aligned. */
    private static final int ALIGNMENT = 8;

    private final Map<String, long[]> shapes = new TreeMap<>();

    /** False, so that of several names a tensor is known by, the first is taken. */
    @Override
    public boolean has(String key) {
        return false;
    }

    @Override
    public Located require(String key, long... shape) {
        shapes.put(key, shape.clone());
        long bytes = size(shape) * Float.BYTES;
        TensorEntry entry =
                new TensorEntry(key, DataType.F32, Arrays.stream(shape).boxed().toList(), 0, bytes);
        return new Located(NOWHERE, entry);
    }

    @Override
    public void requireFinite(Collection<String> keys) {}

    @Override
    public Path folder() {
        return NOWHERE;
    }

    /** Every tensor required so far: its shape, by name, sorted. */
    public Map<String, long[]> shapes() {
        return Collections.unmodifiableMap(shapes);
    }

    /** How many numbers all tensors have together. */
    public long parameters() {
        return shapes.values().stream().mapToLong(DeclaredWeights::size).sum();
    }

    /** The size of a file that holds exactly these tensors, in bytes, as the safetensors library writes it from PyTorch. */
    public long fileBytes(DataType type) {
        ObjectNode header = JSON.createObjectNode();
        header.putObject("__metadata__").put("format", "pt");
        long position = 0;
        for (Map.Entry<String, long[]> tensor : shapes.entrySet()) {
            ObjectNode entry = header.putObject(tensor.getKey()).put("dtype", type.name());
            entry.set("shape", JSON.valueToTree(tensor.getValue()));
            long end = position + size(tensor.getValue()) * type.bytes();
            entry.putArray("data_offsets").add(position).add(end);
            position = end;
        }
        long headerBytes = header.toString().length(); // names of tensors are ASCII
        long padded = (headerBytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        return Long.BYTES + padded + position;
    }

    private static long size(long[] shape) {
        return Arrays.stream(shape).reduce(1, Math::multiplyExact);
    }
}
