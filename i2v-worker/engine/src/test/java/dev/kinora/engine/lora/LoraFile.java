package dev.kinora.engine.lora;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Writes small safetensors files, also wrong ones. */
final class LoraFile {
    private final List<String> headers = new ArrayList<>();
    private final ByteBuffer data = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);

    LoraFile metadata(String adapterMetadata) {
        headers.add("\"__metadata__\":{\"lora_adapter_metadata\":\"" + adapterMetadata.replace("\"", "\\\"") + "\"}");
        return this;
    }

    LoraFile tensor(String key, int rows, int columns, float... values) {
        return tensor(key, "[%d,%d]".formatted(rows, columns), values);
    }

    LoraFile scalar(String key, float value) {
        return tensor(key, "[]", value);
    }

    private LoraFile tensor(String key, String shape, float... values) {
        int begin = data.position();
        for (float value : values) {
            data.putFloat(value);
        }
        headers.add("\"%s\":{\"dtype\":\"F32\",\"shape\":%s,\"data_offsets\":[%d,%d]}"
                .formatted(key, shape, begin, data.position()));
        return this;
    }

    Path write(Path file) throws IOException {
        byte[] header = ("{" + String.join(",", headers) + "}").getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes =
                ByteBuffer.allocate(8 + header.length + data.position()).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(header.length).put(header).put(data.array(), 0, data.position());
        return Files.write(file, bytes.array());
    }
}
