package dev.kinora.engine.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.kinora.engine.golden.SeededWeights;
import dev.kinora.engine.golden.TinyModels;
import dev.kinora.inference.Cancellation;
import dev.kinora.inference.InferenceRuntime;
import dev.kinora.inference.Tensor;
import dev.kinora.inference.graph.LinearShape;
import dev.kinora.inference.weights.Safetensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A LoRA fed beside the weights does what the same change of the weights does: W + up·down. */
class LoraTest {
    private static final String FILE = "diffusion_pytorch_model.safetensors";
    private static final int RANK = 3;

    @TempDir
    static Path models;

    private static Map<String, LinearShape> linears;

    private final Tensor latents = SeededWeights.input("latents", 2, 4, 8, 8);
    private final Tensor image = SeededWeights.input("image", 1, 4, 8, 8);

    @BeforeAll
    static void write() throws IOException {
        TinyModels.unet(models.resolve("plain"));
        linears = Denoiser.loraModules(models.resolve("plain"));
        Files.createDirectories(models.resolve("merged"));
        Files.copy(models.resolve("plain/config.json"), models.resolve("merged/config.json"));
        Safetensors plain = Safetensors.open(models.resolve("plain").resolve(FILE));
        Map<String, long[]> shapes = new LinkedHashMap<>();
        plain.entries().forEach((key, entry) -> shapes.put(key, entry.dimensions()));
        SeededWeights.safetensors(
                models.resolve("merged").resolve(FILE),
                shapes,
                key -> merged(key, plain.read(key).toArray()));
    }

    private static float[] merged(String key, float[] weight) {
        LinearShape shape = linears.get(key.replaceFirst("\\.weight$", ""));
        if (shape == null) {
            return weight;
        }
        LoraFeed lora = lora(key.replaceFirst("\\.weight$", ""), shape);
        for (int row = 0; row < shape.out(); row++) {
            for (int column = 0; column < shape.in(); column++) {
                for (int r = 0; r < RANK; r++) {
                    weight[row * shape.in() + column] += lora.up().data().get(row * RANK + r)
                            * lora.down().data().get(r * shape.in() + column);
                }
            }
        }
        return weight;
    }

    private static LoraFeed lora(String path, LinearShape shape) {
        Tensor down = SeededWeights.uniform(path + ".down", RANK, shape.in());
        Tensor up = Tensor.allocate(shape.out(), RANK);
        for (int i = 0; i < up.size(); i++) {
            up.data().put(i, (float) (0.2 * SeededWeights.uniform(path + ".up", i)));
        }
        return new LoraFeed(down, up);
    }

    private static Map<String, LoraFeed> everywhere() {
        Map<String, LoraFeed> loras = new HashMap<>();
        linears.forEach((path, shape) -> loras.put(path, lora(path, shape)));
        return loras;
    }

    @Test
    void offersEveryLinear() {
        // 6 transformers, each with attention over pixels and over frames, to itself and to the context, of query, key,
        // value and out; three feed-forwards and the frames' embedding, of two each; the way in and out. 12 residual
        // blocks with a shift over pixels and one over frames; two embeddings of two layers.
        assertEquals(6 * (2 * 2 * 4 + 3 * 2 + 2 + 2) + 12 * 2 + 4, linears.size());
        assertEquals(
                new LinearShape(64, 512), linears.get("mid_block.attentions.0.transformer_blocks.0.ff.net.0.proj"));
        assertEquals(new LinearShape(32, 64), linears.get("mid_block.attentions.0.transformer_blocks.0.attn2.to_v"));
        assertEquals(
                new LinearShape(32, 32),
                linears.get("up_blocks.1.attentions.2.temporal_transformer_blocks.0.attn1.to_out.0"));
    }

    @Test
    void oneTokenMergedOrFed() {
        Tensor embedding = SeededWeights.input("embedding", 1, 32);
        assertMergedEqualsFed(ContextTokens.ONE, embedding);
    }

    @Test
    void twoTokensMergedOrFed() {
        Tensor embedding = SeededWeights.input("embedding", 2, 32);
        assertMergedEqualsFed(ContextTokens.MANY, embedding);
    }

    private void assertMergedEqualsFed(ContextTokens tokens, Tensor embedding) {
        float[] plain = denoise("plain", tokens, Set.of(), embedding, Map.of());
        float[] merged = denoise("merged", tokens, Set.of(), embedding, Map.of());
        float[] fed = denoise("plain", tokens, linears.keySet(), embedding, everywhere());
        assertArrayEquals(merged, fed, 2e-5f);
        double change = 0;
        for (int i = 0; i < plain.length; i++) {
            change = Math.max(change, Math.abs(plain[i] - fed[i]));
        }
        assertFalse(change < 0.01, "the LoRA changes something: " + change);
    }

    @Test
    void anInactiveLoraChangesNoBit() {
        Tensor embedding = SeededWeights.input("embedding", 1, 32);
        assertArrayEquals(
                denoise("plain", ContextTokens.ONE, Set.of(), embedding, Map.of()),
                denoise("plain", ContextTokens.ONE, linears.keySet(), embedding, Map.of()));
    }

    @Test
    void changesOnlyWhatItNames() {
        String path = "mid_block.attentions.0.temporal_transformer_blocks.0.attn1.to_q";
        Tensor embedding = SeededWeights.input("embedding", 1, 32);
        Map<String, LoraFeed> one = Map.of(path, lora(path, linears.get(path)));
        float[] narrow = denoise("plain", ContextTokens.ONE, Set.of(path), embedding, one);
        float[] wide = denoise("plain", ContextTokens.ONE, linears.keySet(), embedding, one);
        assertArrayEquals(wide, narrow);
        assertFalse(Arrays.equals(narrow, denoise("plain", ContextTokens.ONE, Set.of(path), embedding, Map.of())));
    }

    @Test
    void refusesModulesItWasNotOpenedFor() {
        String path = "mid_block.attentions.0.transformer_blocks.0.attn2.to_v";
        Tensor embedding = SeededWeights.input("embedding", 1, 32);
        Map<String, LoraFeed> one = Map.of(path, lora(path, linears.get(path)));
        assertThrows(
                IllegalArgumentException.class, () -> denoise("plain", ContextTokens.ONE, Set.of(), embedding, one));
        assertThrows(
                IllegalArgumentException.class,
                () -> denoise("plain", ContextTokens.ONE, Set.of("mid_block.nowhere"), embedding, Map.of()));
    }

    private float[] denoise(
            String model, ContextTokens tokens, Set<String> modules, Tensor embedding, Map<String, LoraFeed> loras) {
        float[] timeIds = {6, 127, 0.02f};
        Conditioning conditioning = new Conditioning(image, embedding, timeIds, new float[0], loras);
        try (InferenceRuntime runtime = new InferenceRuntime(2);
                Denoiser denoiser = Denoiser.open(models.resolve(model), runtime, tokens, modules)) {
            return denoiser.denoise(latents, 2f, conditioning, new Cancellation())
                    .toArray();
        }
    }
}
