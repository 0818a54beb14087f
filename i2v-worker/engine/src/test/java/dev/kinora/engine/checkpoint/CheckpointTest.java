package dev.kinora.engine.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kinora.contract.Failure;
import dev.kinora.contract.FailureException;
import dev.kinora.engine.golden.SeededWeights;
import dev.kinora.engine.golden.TinyModels;
import dev.kinora.inference.weights.DataType;
import dev.kinora.inference.weights.Safetensors;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointTest {
    private static final String UNET = "unet/diffusion_pytorch_model.safetensors";

    @TempDir
    Path temporary;

    private Path model;

    @BeforeEach
    void write() throws IOException {
        model = temporary.resolve("tiny");
        TinyModels.pipelineA(model);
    }

    @Test
    void aSoundModel() {
        List<Long> read = new ArrayList<>();
        List<ComponentReport> reports = Checkpoint.open(model).checkWeights((network, bytes, total) -> {
            read.add(bytes);
            assertTrue(bytes <= total, () -> bytes + " of " + total);
        });
        assertEquals(
                List.of("unet", "vae", "image_encoder"),
                reports.stream().map(ComponentReport::name).toList());
        ComponentReport unet = reports.get(0);
        assertEquals(626, unet.tensors());
        assertEquals(1793078, unet.parameters());
        assertEquals(1, unet.files());
        assertEquals(Set.of(DataType.F32), unet.types());
        assertEquals(
                List.of(),
                reports.stream().flatMap(report -> report.problems().stream()).toList());
        assertEquals(
                List.of(),
                reports.stream().flatMap(report -> report.unknown().stream()).toList());
        long numbers = reports.stream().mapToLong(ComponentReport::parameters).sum();
        assertEquals(numbers * Float.BYTES, read.get(read.size() - 1));
        assertEquals(numbers * Float.BYTES, Checkpoint.open(model).demand().weightBytes());
    }

    /** Every problem is told, not the first alone. */
    @Test
    void whatIsMissingOrWrong() throws IOException {
        Map<String, long[]> shapes = shapes();
        shapes.remove("conv_in.bias");
        shapes.put("conv_out.weight", new long[] {4, 16, 3, 6});
        shapes.put("controlnet.weight", new long[] {1});
        rewrite(DataType.F32, shapes, Map.of());
        ComponentReport unet = unet();
        assertEquals(
                List.of(
                        Failure.badInput(UNET + ": conv_in.bias", "no such tensor", "a tensor [32]"),
                        Failure.badInput(UNET + ": conv_out.weight", "shape [4, 16, 3, 6]", "[4, 32, 3, 3]")),
                unet.problems());
        assertEquals(List.of("controlnet.weight"), unet.unknown());
    }

    /** Only seen when the values are read. */
    @Test
    void everyTensorThatHoldsNoNumbers() throws IOException {
        rewrite(
                DataType.F32,
                shapes(),
                Map.of(
                        "conv_in.bias",
                        Float.NaN,
                        "mid_block.resnets.0.time_mixer.mix_factor",
                        Float.NEGATIVE_INFINITY));
        Checkpoint checkpoint = Checkpoint.open(model);
        assertEquals(List.of(), checkpoint.checkHeaders().get(0).problems());
        assertEquals(
                List.of(UNET + ": conv_in.bias", UNET + ": mid_block.resnets.0.time_mixer.mix_factor"),
                checkpoint.checkWeights((network, read, total) -> {}).get(0).problems().stream()
                        .map(Failure::field)
                        .toList());
    }

    @Test
    void aTypeNoWeightHas() throws IOException {
        Path file = model.resolve(UNET);
        byte[] bytes = Files.readAllBytes(file);
        String before = "\"conv_in.bias\":{\"dtype\":\"F32\"";
        byte[] header = new String(bytes, 0, 200_000, StandardCharsets.ISO_8859_1)
                .replace(before, before.replace("F32", "I32"))
                .getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(header, 0, bytes, 0, header.length);
        Files.write(file, bytes);
        Failure problem = unet().problems().get(0);
        assertEquals(Failure.badInput(UNET + ": conv_in.bias", "I32", "F32, F16 or BF16"), problem);
    }

    @Test
    void aFileThatIsCutShort() throws IOException {
        try (FileChannel weights = FileChannel.open(model.resolve(UNET), StandardOpenOption.WRITE)) {
            weights.truncate(weights.size() / 2);
        }
        List<ComponentReport> reports = Checkpoint.open(model).checkHeaders();
        Failure problem = reports.get(0).problems().get(0);
        assertTrue(problem.expected().endsWith("the file is cut short"), problem.message());
        assertEquals(List.of(), reports.get(1).problems());
    }

    @Test
    void aPickleInThePlaceOfWeights() throws IOException {
        Files.move(model.resolve(UNET), model.resolve("unet/diffusion_pytorch_model.bin"));
        assertEquals(
                "unet/diffusion_pytorch_model.bin", unet().problems().get(0).field());
    }

    @Test
    void theInterpolationNetworkIsChecked() throws IOException {
        Files.createDirectories(model.resolve("interpolation/unet"));
        Files.writeString(model.resolve("interpolation/unet/config.json"), "{}");
        ComponentReport report = Checkpoint.open(model).checkHeaders().get(3);
        assertEquals("interpolation/unet", report.name());
        assertEquals("no weights", report.problems().get(0).found());
    }

    /** As Stability AI's own program has it: everything in one file. */
    @Test
    void aSingleFile() throws IOException {
        Path folder = Files.createDirectories(temporary.resolve("downloads"));
        Path file = Files.writeString(folder.resolve("svd_xt.safetensors"), "");
        for (Path path : List.of(file, folder)) {
            Failure failure = assertThrows(FailureException.class, () -> Checkpoint.open(path))
                    .failure();
            assertEquals("model", failure.field());
            assertEquals("the single file svd_xt.safetensors", failure.found());
            assertTrue(failure.expected().contains("unet, vae, image_encoder, scheduler"), failure.expected());
        }
        Files.writeString(model.resolve("svd_xt.safetensors"), "");
        Checkpoint.open(model);
    }

    private ComponentReport unet() {
        return Checkpoint.open(model).checkHeaders().get(0);
    }

    private Map<String, long[]> shapes() {
        Map<String, long[]> shapes = new LinkedHashMap<>();
        Safetensors.open(model.resolve(UNET)).entries().forEach((key, entry) -> shapes.put(key, entry.dimensions()));
        return shapes;
    }

    /** Writes the UNet's weights again, the first value of some tensors changed. */
    private void rewrite(DataType type, Map<String, long[]> shapes, Map<String, Float> first) throws IOException {
        SeededWeights.safetensors(model.resolve(UNET), type, shapes, key -> {
            float[] values = SeededWeights.weight("unet", key, shapes.get(key));
            values[0] = first.getOrDefault(key, values[0]);
            return values;
        });
    }
}
