package dev.kinora.local.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** {@code models add} and {@code models check}, on copies of the bundled model. */
class ModelsCommandTest {
    private static final Path ROOT = Path.of(System.getProperty("kinora.root"));
    private static final Path NANO = ROOT.resolve("i2v-worker/models/nano");
    private static final Path PUBLISHED =
            ROOT.resolve("i2v-worker/engine/src/test/resources/published/stable-video-diffusion-img2vid-xt");
    private static final String DIRECTORY = "kinora.models.directory";

    @TempDir
    private Path temporary;

    private Path models;
    private Path checkpoint;
    private StringWriter out;
    private StringWriter err;

    @BeforeEach
    void copy() throws IOException {
        models = temporary.resolve("models");
        System.setProperty(DIRECTORY, models.toString());
        checkpoint = temporary.resolve("hub/models--owner--tiny--video/snapshots/0123");
        copyModel(checkpoint);
        Files.createDirectories(temporary.resolve("hub/models--owner--tiny--video/refs"));
        Files.writeString(temporary.resolve("hub/models--owner--tiny--video/refs/main"), "0123\n");
    }

    @AfterEach
    void forget() {
        System.clearProperty(DIRECTORY);
    }

    private static void copyModel(Path target) throws IOException {
        List<String> left = List.of("golden", "samples", "interpolation", "loras");
        try (Stream<Path> files = Files.walk(NANO)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path relative = NANO.relativize(file);
                if (!left.contains(relative.getName(0).toString())) {
                    Files.createDirectories(target.resolve(relative).getParent());
                    Files.copy(file, target.resolve(relative));
                }
            }
        }
    }

    @Test
    void addedAndCheckedModelsAsJson() {
        assertEquals(0, run("models", "add", checkpoint.toString(), "--name", "tiny", "--json"));
        assertEquals(
                "{\"name\":\"tiny\",\"width\":320,\"height\":192,\"frames\":14,\"link\":\"%s\"}"
                        .formatted(models.resolve("tiny")),
                out.toString().trim());

        assertEquals(0, run("models", "check", "--quiet", "--json", checkpoint.toString()));
        assertEquals(
                3,
                out.toString()
                        .lines()
                        .filter(line -> line.contains("\"problems\":[]"))
                        .count(),
                out::toString);
    }

    /** Exactly what the hub has of stable-video-diffusion-img2vid-xt. */
    @Test
    void theSizesOfThePublishedFiles() {
        assertEquals(0, run("models", "check", "--config-only", PUBLISHED.toString()));
        assertEquals(
                List.of(
                        "6098682464  unet/diffusion_pytorch_model.safetensors",
                        "3049435868  unet/diffusion_pytorch_model.fp16.safetensors",
                        "391017740  vae/diffusion_pytorch_model.safetensors",
                        "195531910  vae/diffusion_pytorch_model.fp16.safetensors",
                        "2528371296  image_encoder/model.safetensors",
                        "1264217240  image_encoder/model.fp16.safetensors"),
                out.toString().lines().toList());
    }

    @Test
    void aSoundCheckpointAndWhatItCosts() {
        assertEquals(0, run("models", "check", "--quiet", checkpoint.toString()));
        String text = out.toString();
        assertTrue(text.contains("unet                sound: 495 tensors, 9.7 million numbers, F16 in 1 file"), text);
        assertTrue(text.contains("memory              about 55 MB of weights"), text);
        assertTrue(text.contains("a clip of 320x192, 14 frames, 6 steps, at "), text);
        assertEquals("", err.toString());
    }

    @Test
    void everyProblemOfADamagedCheckpoint() throws IOException {
        Files.delete(checkpoint.resolve("vae/diffusion_pytorch_model.fp16.safetensors"));
        Path clip = checkpoint.resolve("image_encoder/model.fp16.safetensors");
        Files.move(clip, clip.resolveSibling("pytorch_model.bin"));
        assertEquals(1, run("models", "check", "--quiet", checkpoint.toString()));
        assertEquals(2, err.toString().lines().count(), err::toString);
        assertTrue(err.toString().contains("kinora: vae: vae/: found no weights, expected "), err::toString);
        assertTrue(
                err.toString().contains("kinora: image_encoder: image_encoder/pytorch_model.bin: found a pickle"),
                err::toString);
        assertTrue(out.toString().contains("vae                 1 problem\n"), out::toString);
    }

    /** By the path of its folder in the cache or of a snapshot; named as its repository is. */
    @ParameterizedTest
    @ValueSource(strings = {"hub/models--owner--tiny--video", "hub/models--owner--tiny--video/snapshots/0123"})
    void addsACheckpointByALink(String path) throws IOException {
        assertEquals(0, run("models", "add", temporary.resolve(path).toString()), () -> err.toString());
        Path link = models.resolve("video");
        assertTrue(Files.isSymbolicLink(link));
        assertEquals(checkpoint.toRealPath(), link.toRealPath());
        assertTrue(out.toString().startsWith("video is a model: 320x192, 14 frames; "), out::toString);

        assertEquals(0, run("models"));
        assertEquals(
                "video  320x192, 14 frames, no camera presets", out.toString().strip());
    }

    /** Also those of a folder that the user registered, whether they fit or not. */
    @Test
    void listsPresetsWithRankAndTargets() throws IOException {
        copyModel(models.resolve("own"));
        Path loras = Files.createDirectories(models.resolve("own/loras"));
        Files.copy(NANO.resolve("loras/zoom-in.safetensors"), loras.resolve("zoom-in.safetensors"));
        Path registered = Files.createDirectories(temporary.resolve("registered"));
        Files.writeString(registered.resolve("broken.safetensors"), "none");
        System.setProperty("kinora.loras.directories", registered.toString());
        try {
            assertEquals(0, run("models"));
        } finally {
            System.clearProperty("kinora.loras.directories");
        }
        assertEquals(
                List.of(
                        "own  320x192, 14 frames",
                        "  broken       unusable: registered/broken.safetensors: found a file of 4 bytes, expected a"
                                + " safetensors file",
                        "  zoom-in      rank 8, 32 Linears: temporal attn1, temporal attn2"),
                out.toString().lines().toList());
    }

    @Test
    void addsItAgainButNoOtherOfItsName() throws IOException {
        assertEquals(0, run("models", "add", checkpoint.toString(), "--name", "mine"));
        assertEquals(0, run("models", "add", checkpoint.toString(), "--name", "mine"));
        Path other = temporary.resolve("other");
        copyModel(other);
        assertEquals(1, run("models", "add", other.toString(), "--name", "mine"));
        assertTrue(
                err.toString().startsWith("kinora: --name: found mine, expected a name that no model in "),
                err::toString);
        assertEquals(checkpoint.toRealPath(), models.resolve("mine").toRealPath());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/b", "..", ".hidden", "my model", ""})
    void refusesNamesThatMakeNoTopic(String name) {
        assertEquals(1, run("models", "add", checkpoint.toString(), "--name", name));
        assertTrue(err.toString().startsWith("kinora: --name: found " + name), err::toString);
        assertFalse(Files.exists(models));
    }

    @Test
    void addsNothingThatIsDamaged() throws IOException {
        Files.delete(checkpoint.resolve("unet/diffusion_pytorch_model.fp16.safetensors"));
        assertEquals(1, run("models", "add", checkpoint.toString()));
        assertTrue(err.toString().startsWith("kinora: unet: unet/: found no weights"), err::toString);
        assertFalse(Files.exists(models));
    }

    @ParameterizedTest
    @ValueSource(strings = {"add", "check"})
    void refusesATextToImageCheckpoint(String command) throws IOException {
        Files.writeString(checkpoint.resolve("model_index.json"), "{\"_class_name\": \"StableDiffusionPipeline\"}");
        assertEquals(1, run("models", command, checkpoint.toString()));
        assertEquals(
                "kinora: 0123/model_index.json: _class_name: found \"StableDiffusionPipeline\","
                        + " expected StableVideoDiffusionPipeline, image to video",
                err.toString().strip());
    }

    private int run(String... arguments) {
        out = new StringWriter();
        err = new StringWriter();
        CommandLine command = KinoraCommand.commandLine();
        command.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return command.execute(arguments);
    }
}
