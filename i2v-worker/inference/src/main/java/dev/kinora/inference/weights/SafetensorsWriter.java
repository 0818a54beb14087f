package dev.kinora.inference.weights;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kinora.inference.Tensor;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;

/** Writes tensors as {@link Safetensors} reads them, all of them F32. The same tensors and metadata make the same bytes. */
public final class SafetensorsWriter {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int BUFFER_BYTES = 1 << 16;

    private SafetensorsWriter() {}

    /**
     * Writes a whole file. The stream stays open.
     *
     * @param metadata for the header's {@code __metadata__}
     * @param tensors by key, in whose order they lie in the file
     */
    public static void write(OutputStream out, SortedMap<String, String> metadata, SortedMap<String, Tensor> tensors)
            throws IOException {
        byte[] header = header(metadata, tensors);
        ByteBuffer length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        out.write(length.putLong(header.length).array());
        out.write(header);
        for (Tensor tensor : tensors.values()) {
            write(out, tensor.data());
        }
    }

    private static byte[] header(Map<String, String> metadata, Map<String, Tensor> tensors) throws IOException {
        ObjectNode header = JSON.createObjectNode();
        metadata.forEach(header.putObject("__metadata__")::put);
        long offset = 0;
        for (Map.Entry<String, Tensor> named : tensors.entrySet()) {
            ObjectNode entry = header.putObject(named.getKey());
            entry.put("dtype", DataType.F32.name());
            ArrayNode shape = entry.putArray("shape");
            Arrays.stream(named.getValue().shape()).forEach(shape::add);
            long end = offset + named.getValue().size() * Float.BYTES;
            entry.putArray("data_offsets").add(offset).add(end);
            offset = end;
        }
        return JSON.writeValueAsBytes(header);
    }

    private static void write(OutputStream out, FloatBuffer values) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        while (values.hasRemaining()) {
            int count = Math.min(values.remaining(), BUFFER_BYTES / Float.BYTES);
            bytes.asFloatBuffer().put(values.slice(values.position(), count));
            out.write(bytes.array(), 0, count * Float.BYTES);
            values.position(values.position() + count);
        }
    }
}
