package dev.kinora.inference.weights;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes safetensors files by hand, sound or not. */
public final class Crafted {
    private Crafted() {}

    /** A file with the header's true length in front. */
    public static Path file(Path file, String header, byte... data) throws IOException {
        return file(file, header.getBytes(StandardCharsets.UTF_8).length, header, data);
    }

    /** A file with any header length in front. */
    public static Path file(Path file, long headerLength, String header, byte... data) throws IOException {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(8 + json.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
        Files.write(file, bytes.putLong(headerLength).put(json).put(data).array());
        return file;
    }

    /** 16-bit numbers as bytes. */
    public static byte[] shorts(int... bits) {
        ByteBuffer bytes = ByteBuffer.allocate(bits.length * 2).order(ByteOrder.LITTLE_ENDIAN);
        for (int value : bits) {
            bytes.putShort((short) value);
        }
        return bytes.array();
    }

    /** 32-bit floats as bytes. */
    public static byte[] floats(float... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * 4).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return bytes.array();
    }
}
