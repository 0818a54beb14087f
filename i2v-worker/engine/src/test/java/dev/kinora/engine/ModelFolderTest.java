package dev.kinora.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kinora.contract.Failure;
import dev.kinora.contract.FailureException;
import dev.kinora.contract.FailureKind;
import dev.kinora.contract.Guidance;
import dev.kinora.contract.ModelDefaults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelFolderTest {
    private static final String SCHEDULER =
            """
            {"sigma_min": 0.002, "sigma_max": 700.0, "use_karras_sigmas": true, "prediction_type": "v_prediction",
             "timestep_type": "continuous", "timestep_spacing": "leading", "clip_sample": false}
            """;

    @TempDir
    Path parent;

    private Path folder;

    @BeforeEach
    void copyConfigurations() throws IOException {
        folder = parent.resolve("tiny");
        write("unet/config.json", "{\"num_frames\": 14, \"in_channels\": 4, \"out_channels\": 2}");
        write("vae/config.json", "{\"latent_channels\": 2}");
        write("image_encoder/config.json", "{\"projection_dim\": 1024}");
        write("scheduler/scheduler_config.json", SCHEDULER);
    }

    @Test
    void theBundledModelSaysItsOwnDefaults() {
        ModelFolder nano = ModelFolder.open(BundledModel.FOLDER);
        assertEquals("nano", nano.name());
        ModelDefaults expected = new ModelDefaults(320, 192, 14, 6, 7, 45, 0.02, Guidance.linear(1, 1), 4);
        assertEquals(expected, nano.defaults());
        assertEquals(List.of("pan-left", "pan-right", "static", "zoom-in", "zoom-out"), nano.presets());
        assertEquals(16, nano.latentToRgb().orElseThrow().matrix().length);
        assertEquals(80f, nano.noiseRange().sigmaMax());
        assertEquals(8f, nano.noiseRange().sigmaMin());
        assertTrue(nano.noiseRange().leading());
    }

    @Test
    void aPlainDiffusersFolderGetsThePublishedDefaults() {
        ModelFolder model = ModelFolder.open(folder);
        assertEquals(ModelDefaults.published(14), model.defaults());
        assertEquals(List.of(), model.presets());
        assertTrue(model.latentToRgb().isEmpty());
    }

    @Test
    void whatKinoraJsonLeavesOutIsPublished() throws IOException {
        write("kinora.json", "{\"width\": 64, \"frames\": 5, \"guidance\": {\"max\": 2.5}, \"note\": \"mine\"}");
        ModelDefaults expected = new ModelDefaults(64, 576, 5, 25, 7, 127, 0.02, Guidance.linear(1, 2.5), 5);
        assertEquals(expected, ModelFolder.open(folder).defaults());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"frames\": 2.5}|frames|2.5|a whole number",
                "{\"width\": 100}|width|100|a multiple of 8 from 16 to 4096",
                "{\"steps\": \"many\"}|steps|\"many\"|a whole number",
                "{\"guidance\": {\"min\": 4}}|guidance|{\"min\":4}|min no larger than max",
                "{\"latentToRgb\": {\"matrix\": [[1, 2, 3]]}}|latentToRgb.matrix|[[1,2,3]]|2 rows",
                "{\"latentToRgb\": {\"matrix\": [[1, 2, 3], [1, 2]]}}|latentToRgb.matrix|[[1,2,3],[1,2]]|3 numbers",
            })
    void refusesUnusableDefaults(String json, String key, String found, String expected) throws IOException {
        write("kinora.json", json);
        refuse("tiny/kinora.json: " + key, found, expected);
    }

    @Test
    void refusesJsonThatIsNoObject() throws IOException {
        write("kinora.json", "[1]");
        refuse("tiny/kinora.json", "no JSON object", "a configuration");
    }

    /** Networks that are each possible, but do not fit each other. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "vae|{\"latent_channels\": 4}|unet/config.json: out_channels|2|4, the vae's latent_channels",
                "vae|{\"latent_channels\": 2, \"in_channels\": 1}|vae/config.json: in_channels|1|3, a picture's colours",
                "vae|{\"latent_channels\": 2, \"out_channels\": 4}|vae/config.json: out_channels|4|3, a picture's colours",
                "image_encoder|{\"projection_dim\": 1024, \"num_channels\": 4}|image_encoder/config.json: num_channels|4"
                        + "|3, a picture's colours",
                "image_encoder|{\"projection_dim\": 768}|unet/config.json: cross_attention_dim|1024"
                        + "|768, the image_encoder's projection_dim",
                "unet|{\"in_channels\": 2, \"out_channels\": 2}|unet/config.json: in_channels|2"
                        + "|4, twice the vae's latent_channels",
                "unet|{\"in_channels\": 4, \"out_channels\": 2, \"projection_class_embeddings_input_dim\": 1280}"
                        + "|unet/config.json: projection_class_embeddings_input_dim|1280"
                        + "|768, three times addition_time_embed_dim",
            })
    void refusesNetworksThatDoNotFit(String component, String json, String field, String found, String expected)
            throws IOException {
        write(component + "/config.json", json);
        refuse(field, found, expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "model_index.json      | StableDiffusionPipeline | StableVideoDiffusionPipeline, image to video",
                "unet/config.json      | UNet2DConditionModel    | UNetSpatioTemporalConditionModel",
                "vae/config.json       | AutoencoderKL           | AutoencoderKLTemporalDecoder"
            })
    void refusesAnotherKindOfModel(String file, String found, String expected) throws IOException {
        write(file, "{\"_class_name\": \"" + found + "\"}");
        String folderAndFile = file.contains("/") ? file : "tiny/" + file;
        refuse(folderAndFile + ": _class_name", '"' + found + '"', expected);
    }

    /** Each would sample wrongly if it were ignored; a missing key means the reference class's default. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"v_prediction\"|\"epsilon\"|prediction_type|\"epsilon\"|v_prediction",
                "\"prediction_type\"|\"other\"|prediction_type|nothing|v_prediction",
                "\"continuous\"|\"discrete\"|timestep_type|\"discrete\"|continuous",
                "true|false|use_karras_sigmas|false|true",
                "700.0|null|sigma_max|nothing|a number",
                "\"sigma_max\": 700.0|\"sigma_max\": 700.0, \"rho\": 0|rho|0|a number above 0",
                "700.0|0.001|sigma_min|0.002|a number above 0 and below sigma_max 0.001",
                "\"clip_sample\": false|\"final_sigmas_type\": \"sigma_min\"|final_sigmas_type|\"sigma_min\"|zero",
            })
    void refusesSchedulersItCannotFollow(String from, String to, String key, String found, String expected)
            throws IOException {
        write("scheduler/scheduler_config.json", SCHEDULER.replace(from, to));
        refuse("scheduler/scheduler_config.json: " + key, found, expected);
    }

    @Test
    void takesTheSchedulersRho() throws IOException {
        assertEquals(7, ModelFolder.open(folder).noiseRange().rho());
        write("scheduler/scheduler_config.json", SCHEDULER.replace("700.0", "700.0, \"rho\": 5"));
        assertEquals(5, ModelFolder.open(folder).noiseRange().rho());
    }

    @Test
    void refusesAFolderThatIsNone() {
        folder = folder.resolve("nowhere");
        refuse("model", "no folder nowhere", "a diffusers folder");
    }

    @Test
    void refusesAMissingComponent() throws IOException {
        Files.delete(folder.resolve("vae/config.json"));
        refuse("vae/config.json", "no such file", "a configuration");
    }

    @Test
    void refusesBrokenJson() throws IOException {
        write("unet/config.json", "{\"num_frames\": ");
        FailureException refused = assertThrows(FailureException.class, () -> ModelFolder.open(folder));
        assertEquals("unet/config.json", refused.failure().field());
        assertTrue(refused.failure().found().startsWith("broken JSON: "), refused.getMessage());
        assertEquals(1, refused.getMessage().lines().count());
    }

    @Test
    void namesThePresetsItHas() throws IOException {
        write("loras/b.safetensors", "");
        write("loras/a.safetensors", "");
        write("loras/notes.txt", "");
        ModelFolder model = ModelFolder.open(folder);
        assertEquals(folder.resolve("loras/a.safetensors"), model.lora("a"));
        FailureException refused = assertThrows(FailureException.class, () -> model.lora("notes"));
        assertEquals(Failure.badInput("camera.preset", "notes", "a | b"), refused.failure());
    }

    private void refuse(String field, String found, String expected) {
        FailureException refused = assertThrows(FailureException.class, () -> ModelFolder.open(folder));
        Failure failure = refused.failure();
        assertEquals(FailureKind.BAD_INPUT, failure.kind());
        assertEquals(field, failure.field());
        assertEquals(found, failure.found());
        assertEquals(expected, failure.expected());
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
