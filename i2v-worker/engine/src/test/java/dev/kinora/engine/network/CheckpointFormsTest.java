package dev.kinora.engine.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.kinora.engine.golden.SeededWeights;
import dev.kinora.engine.golden.TinyModels;
import dev.kinora.inference.Cancellation;
import dev.kinora.inference.InferenceRuntime;
import dev.kinora.inference.Tensor;
import dev.kinora.inference.weights.DataType;
import dev.kinora.inference.weights.Safetensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The same numbers give the same result, bit by bit, in whatever form a checkpoint has them. */
class CheckpointFormsTest {
    private static final String FILE = "diffusion_pytorch_model.safetensors";

    @TempDir
    Path temporary;

    private Path plain;

    @BeforeEach
    void write() throws IOException {
        plain = temporary.resolve("plain/unet");
        TinyModels.unet(plain);
    }

    /** 16 bits are widened to 32 when the network is loaded. */
    @ParameterizedTest
    @EnumSource(names = {"F16", "BF16"})
    void sixteenBits(DataType type) throws IOException {
        Path narrow = folder("narrow/unet");
        Safetensors original = Safetensors.open(plain.resolve(FILE));
        Path file = narrow.resolve("diffusion_pytorch_model.fp16.safetensors");
        SeededWeights.safetensors(
                file, type, shapes(original), key -> original.read(key).toArray());
        float[] found = run(narrow);
        Safetensors rounded = Safetensors.open(file);
        Path widened = folder("widened/unet");
        SeededWeights.safetensors(
                widened.resolve(FILE), shapes(rounded), key -> rounded.read(key).toArray());
        assertArrayEquals(run(widened), found);
        assertFalse(Arrays.equals(run(plain), found), "nothing was rounded");
    }

    /** As the Hugging Face hub's programs keep it: an index, and shards that are links to blobs above the folder. */
    @Test
    void shardsInACache() throws IOException {
        Path snapshot = folder("models--a--b/snapshots/0123/unet");
        Path blobs = Files.createDirectories(temporary.resolve("models--a--b/blobs"));
        Safetensors original = Safetensors.open(plain.resolve(FILE));
        Map<String, String> weightMap = new TreeMap<>();
        for (int shard = 1; shard <= 3; shard++) {
            int number = shard;
            Map<String, long[]> shapes = shapes(original);
            shapes.keySet().removeIf(key -> Math.floorMod(key.hashCode(), 3) + 1 != number);
            String name = "diffusion_pytorch_model-0000%d-of-00003.safetensors".formatted(shard);
            SeededWeights.safetensors(blobs.resolve("blob" + shard), shapes, key -> original.read(key)
                    .toArray());
            Files.createSymbolicLink(snapshot.resolve(name), Path.of("../../../blobs/blob" + shard));
            shapes.keySet().forEach(key -> weightMap.put(key, name));
        }
        new JsonMapper().writeValue(snapshot.resolve(FILE + ".index.json").toFile(), Map.of("weight_map", weightMap));
        assertArrayEquals(run(plain), run(snapshot));
    }

    /** Attention of old autoencoders: other names, and each Linear as a convolution of one pixel. */
    @Test
    void olderNames() throws IOException {
        Path vae = temporary.resolve("vae");
        TinyModels.deepVae(vae, 2);
        Path old = Files.createDirectories(temporary.resolve("old"));
        Files.copy(vae.resolve("config.json"), old.resolve("config.json"));
        Safetensors original = Safetensors.open(vae.resolve(FILE));
        Map<String, String> originalName = new LinkedHashMap<>();
        Map<String, long[]> shapes = new LinkedHashMap<>();
        shapes(original).forEach((key, shape) -> {
            String name = OLDER.apply(key);
            boolean isLinear = !name.equals(key) && shape.length == 2;
            shapes.put(name, isLinear ? new long[] {shape[0], shape[1], 1, 1} : shape);
            originalName.put(name, key);
        });
        SeededWeights.safetensors(old.resolve(FILE), shapes, key -> original.read(originalName.get(key))
                .toArray());
        assertArrayEquals(encodeAndDecode(vae), encodeAndDecode(old));
    }

    private static final UnaryOperator<String> OLDER = key -> key.replace(".to_q.", ".query.")
            .replace(".to_k.", ".key.")
            .replace(".to_v.", ".value.")
            .replace(".to_out.0.", ".proj_attn.");

    private Path folder(String name) throws IOException {
        Path folder = Files.createDirectories(temporary.resolve(name));
        Files.copy(plain.resolve("config.json"), folder.resolve("config.json"));
        return folder;
    }

    private static Map<String, long[]> shapes(Safetensors file) {
        Map<String, long[]> shapes = new LinkedHashMap<>();
        file.entries().forEach((key, entry) -> shapes.put(key, entry.dimensions()));
        return shapes;
    }

    private static float[] run(Path unet) {
        Tensor sample = SeededWeights.input("in:unet.sample", 2, 2, 8, 16, 16);
        Tensor context = SeededWeights.input("in:unet.ehs", 2, 1, 32);
        return new UnetHarness(unet, ContextTokens.ONE)
                .run(sample, 1.6f, context, 6, 127, 0.02f)
                .toArray();
    }

    private static float[] encodeAndDecode(Path vae) {
        try (InferenceRuntime runtime = new InferenceRuntime(2);
                VaeEncoder encoder = VaeEncoder.open(vae, runtime);
                TemporalDecoder decoder = TemporalDecoder.open(vae, runtime)) {
            Tensor latents = encoder.encode(SeededWeights.input("in:old", 1, 3, 16, 16), new Cancellation());
            return decoder.decode(latents, new Cancellation()).toArray();
        }
    }
}
