package dev.kinora.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.kinora.engine.golden.TinyModels;
import dev.kinora.inference.weights.ComponentWeights;
import dev.kinora.inference.weights.Safetensors;
import dev.kinora.inference.weights.TensorEntry;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelDigestTest {
    @TempDir
    Path folder;

    @BeforeEach
    void lay() throws IOException {
        TinyModels.pipelineA(folder);
    }

    @Test
    void isThatOfTheFilesWhereverTheyLie(@TempDir Path elsewhere) throws IOException {
        TinyModels.pipelineA(elsewhere);
        assertEquals(digest(), ModelDigest.of(ModelFolder.open(elsewhere), elsewhere.resolve("unet")));
    }

    @Test
    void changesWithTheLastTensorOfEveryPart() throws IOException {
        for (String part : new String[] {"unet", "vae", "image_encoder"}) {
            String before = digest();
            Safetensors file = ComponentWeights.open(folder.resolve(part))
                    .files()
                    .iterator()
                    .next();
            TensorEntry last = file.entries().values().stream()
                    .max(Comparator.comparingLong(TensorEntry::offset))
                    .orElseThrow();
            try (RandomAccessFile bytes = new RandomAccessFile(file.file().toFile(), "rw")) {
                bytes.seek(last.offset());
                int old = bytes.read();
                bytes.seek(last.offset());
                bytes.write(old ^ 1);
            }
            assertNotEquals(before, digest(), part);
        }
    }

    @Test
    void changesWithEveryConfiguration() throws IOException {
        for (String name : new String[] {
            "unet/config.json", "vae/config.json", "image_encoder/config.json", "scheduler/scheduler_config.json"
        }) {
            String before = digest();
            Files.writeString(folder.resolve(name), Files.readString(folder.resolve(name)) + " ");
            assertNotEquals(before, digest(), name);
        }
    }

    private String digest() {
        return ModelDigest.of(ModelFolder.open(folder), folder.resolve("unet"));
    }
}
