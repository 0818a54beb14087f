package dev.kinora.inference.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kinora.contract.Failure;
import dev.kinora.contract.FailureException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which of a folder's files holds the weights. */
class WeightsFileTest {
    @TempDir
    Path temporary;

    private Path folder;

    @BeforeEach
    void name() throws IOException {
        folder = Files.createDirectories(temporary.resolve("unet"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "diffusion_pytorch_model.safetensors",
                "diffusion_pytorch_model.fp16.safetensors",
                "diffusion_pytorch_model.non_ema.safetensors",
                "model.safetensors",
                "model.fp16.safetensors",
                "diffusion_pytorch_model.safetensors.index.json",
                "diffusion_pytorch_model.safetensors.index.fp16.json",
                "model.fp16.safetensors.index.json"
            })
    void knowsEveryNameOfALibrary(String name) throws IOException {
        lay(name, "config.json", "diffusion_pytorch_model-00001-of-00002.safetensors", "lora.safetensors");
        assertEquals(name, WeightsFile.choose(folder).name());
    }

    /** Full precision, then the variant that keeps most of it, then a single file. */
    @ParameterizedTest
    @CsvSource({
        "model.safetensors, model.fp16.safetensors, model.safetensors",
        "model.bf16.safetensors, model.fp16.safetensors, model.fp16.safetensors",
        "model.bf16.safetensors, model.non_ema.safetensors, model.bf16.safetensors",
        "model.alpha.safetensors, model.bf16.safetensors, model.bf16.safetensors",
        "model.fp16.safetensors, model.safetensors.index.json, model.safetensors.index.json",
        "model.safetensors, model.safetensors.index.json, model.safetensors",
        "model.safetensors.index.fp16.json, model.bf16.safetensors, model.safetensors.index.fp16.json"
    })
    void choosesAmongVariants(String one, String other, String chosen) throws IOException {
        lay(one, other);
        assertEquals(chosen, WeightsFile.choose(folder).name());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"diffusion_pytorch_model.bin", "pytorch_model.fp16.bin", "pytorch_model.bin.index.json", "a.ckpt"
            })
    void refusesAPickleAndSaysWhy(String pickle) throws IOException {
        lay("config.json", pickle);
        Failure failure = refusal();
        assertEquals("unet/" + pickle, failure.field());
        assertEquals("a pickle, which may run any program when it is read", failure.found());
        assertTrue(failure.expected().contains("safetensors"), failure.expected());
        assertTrue(failure.expected().contains("save_pretrained()"), failure.expected());
    }

    @Test
    void aPickleBesideSafetensorsDoesNotMatter() throws IOException {
        lay("diffusion_pytorch_model.bin", "diffusion_pytorch_model.safetensors");
        assertEquals(
                "diffusion_pytorch_model.safetensors",
                WeightsFile.choose(folder).name());
    }

    /** Shards without their index are no weights: nothing says whether all are there. */
    @Test
    void shardsAloneAreRefused() throws IOException {
        lay("model.fp16-00001-of-00002.safetensors", "model-00001-of-00002.fp16.safetensors");
        assertEquals("no weights", refusal().found());
    }

    private Failure refusal() {
        return assertThrows(FailureException.class, () -> WeightsFile.choose(folder))
                .failure();
    }

    private void lay(String... names) throws IOException {
        for (String name : names) {
            Files.writeString(folder.resolve(name), "");
        }
    }
}
