package dev.kinora.engine.golden;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kinora.inference.Tensor;
import dev.kinora.inference.weights.DataType;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/**
 * Weights and inputs that any language can draw from their names: SplitMix64 seeded with the FNV-1a hash of the name. The
 * golden numbers were computed by the reference library on the same draws.
 */
public final class SeededWeights {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;
    private static final JsonMapper JSON = new JsonMapper();

    private SeededWeights() {}

    /** Draw {@code index} (from 0) of a name, in [−1, 1). */
    public static double uniform(String name, long index) {
        return uniform(hash(name), index);
    }

    private static double uniform(long hash, long index) {
        long z = hash + (index + 1) * GOLDEN_GAMMA;
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        z ^= z >>> 31;
        return 2 * ((z >>> 40) / 0x1p24) - 1;
    }

    static long hash(String name) {
        long hash = 0xcbf29ce484222325L;
        for (byte octet : name.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ octet & 0xff) * 0x100000001b3L;
        }
        return hash;
    }

    /** Draws as they are, in [−1, 1). */
    public static Tensor uniform(String name, long... shape) {
        return scaled(name, 1, shape);
    }

    /** Draws of deviation 1: what a network is fed. */
    public static Tensor input(String name, long... shape) {
        return scaled(name, Math.sqrt(3), shape);
    }

    private static Tensor scaled(String name, double scale, long... shape) {
        Tensor tensor = Tensor.allocate(shape);
        long hash = hash(name);
        for (int i = 0; i < tensor.size(); i++) {
            tensor.data().put(i, (float) (scale * uniform(hash, i)));
        }
        return tensor;
    }

    /** A weight of a component ({@code unet}, {@code vae} or {@code image_encoder}). */
    public static float[] weight(String component, String key, long... shape) {
        int size = (int) Arrays.stream(shape).reduce(1, (a, b) -> a * b);
        long hash = hash(component + ":" + key);
        double scale = shape.length < 2 ? 0.1 : Math.sqrt(3.0 * shape[0] / size);
        boolean isVector = shape.length == 1 && (key.endsWith(".weight") || key.endsWith(".bias"));
        double centre = isVector && key.endsWith(".weight") ? 1 : 0;
        double factor = shape.length >= 2 || isVector ? scale : 1;
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) (centre + factor * uniform(hash, i));
        }
        return values;
    }

    /** Writes a component's folder: its config and weights drawn for each key. */
    public static void component(Path folder, String component, String config, Map<String, long[]> keys)
            throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("config.json"), config);
        String name = component.equals("image_encoder") ? "model" : "diffusion_pytorch_model";
        safetensors(folder.resolve(name + ".safetensors"), keys, key -> weight(component, key, keys.get(key)));
    }

    /** Where the values of a tensor come from. */
    @FunctionalInterface
    public interface Values {
        float[] of(String key);
    }

    /** Writes a safetensors file of 32-bit floats. */
    public static void safetensors(Path file, Map<String, long[]> shapes, Values values) throws IOException {
        safetensors(file, DataType.F32, shapes, values);
    }

    /** Writes a safetensors file of any type a weight may have. */
    public static void safetensors(Path file, DataType type, Map<String, long[]> shapes, Values values)
            throws IOException {
        ObjectNode header = JSON.createObjectNode();
        long position = 0;
        for (Map.Entry<String, long[]> tensor : shapes.entrySet()) {
            long length = Arrays.stream(tensor.getValue()).reduce(type.bytes(), (a, b) -> a * b);
            ObjectNode entry = header.putObject(tensor.getKey()).put("dtype", type.name());
            entry.set("shape", JSON.valueToTree(tensor.getValue()));
            entry.putArray("data_offsets").add(position).add(position + length);
            position += length;
        }
        byte[] json = JSON.writeValueAsBytes(header);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            out.write(ByteBuffer.allocate(8)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(json.length)
                    .array());
            out.write(json);
            for (String key : shapes.keySet()) {
                out.write(StoredForm.bytes(type, values.of(key)));
            }
        }
    }
}
