package dev.kinora.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kinora.contract.Fit;
import dev.kinora.contract.JobParameters;
import dev.kinora.engine.image.ClipPixels;
import dev.kinora.engine.image.RgbImage;
import dev.kinora.engine.noise.SeededNoise;
import dev.kinora.inference.InferenceRuntime;
import dev.kinora.inference.weights.Safetensors;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The reference's frames from the same seed: the cases of the bundled model's {@code golden/}, made as its README says,
 * with the tolerances that stand there.
 */
class BundledModelGoldenTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static InferenceRuntime runtime;
    private static ModelFolder model;
    private static StableVideoPipeline pipeline;

    @BeforeAll
    static void open() {
        runtime = new InferenceRuntime(2);
        model = ModelFolder.open(BundledModel.FOLDER);
        pipeline = StableVideoPipeline.open(model, runtime);
    }

    @AfterAll
    static void close() {
        pipeline.close();
        runtime.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"basic", "guided", "pan-left", "two-loras"})
    void givesTheReferencesFrames(String name) throws IOException {
        Path golden = BundledModel.FOLDER.resolve("golden");
        JsonNode call = JSON.readTree(golden.resolve(name).resolve("case.json").toFile());
        JobParameters parameters = parameters(call);
        RgbImage still = png(golden.resolve("inputs").resolve(call.get("image").asText()));

        Recorder run = new Recorder();
        PreparedStill prepared =
                PreparedStill.of(still, parameters, new ClipPixels(224, model.clipMean(), model.clipDeviation()));
        pipeline.run(prepared, parameters, new SeededNoise(parameters.seed()), run.outlets());

        Safetensors expected = Safetensors.open(golden.resolve(name).resolve("tensors.safetensors"));
        close("image_embeds", expected, run.conditioning.imageEmbedding().toArray(), 1e-4);
        close("image_latents", expected, run.conditioning.imageLatents().toArray(), 1e-4);
        for (int step : new int[] {0, parameters.sampling().steps() - 1}) {
            String key = "latents_step" + step;
            double tolerance = 5e-4 * Math.max(1, deviation(expected.read(key).toArray()));
            close(key, expected, run.latents.get(step).toArray(), tolerance);
        }
        assertEquals(parameters.frames(), run.frames.size());
        for (int frame = 0; frame < run.frames.size(); frame++) {
            RgbImage picture = png(golden.resolve(name).resolve("frame-%02d.png".formatted(frame)));
            closeFrame(name + " frame " + frame, picture, run.frames.get(frame));
        }
    }

    private static JobParameters parameters(JsonNode call) {
        JobBuilder job = new JobBuilder()
                .size(call.get("width").asInt(), call.get("height").asInt())
                .fit(Fit.parse(call.get("fit").asText()))
                .frames(call.get("frames").asInt())
                .steps(call.get("steps").asInt())
                .conditions(
                        call.get("fps").asInt(),
                        call.get("motionBucket").asInt(),
                        call.get("noiseAugmentation").asDouble())
                .guidance(
                        call.at("/guidance/min").asDouble(),
                        call.at("/guidance/max").asDouble())
                .seed(call.get("seed").asLong())
                .decodeChunk(call.get("decodeChunk").asInt());
        for (JsonNode move : call.get("camera")) {
            job.camera(move.get("preset").asText(), move.get("weight").asDouble());
        }
        return job.build();
    }

    /** The golden's rows may repeat ours, as image latents do for every frame. */
    private static void close(String key, Safetensors expected, float[] found, double tolerance) {
        float[] golden = expected.read(key).toArray();
        double largest = 0;
        for (int i = 0; i < golden.length; i++) {
            largest = Math.max(largest, Math.abs(golden[i] - found[i % found.length]));
        }
        assertEquals(0, golden.length % found.length, key);
        assertEquals(0, largest, tolerance, key);
    }

    private static void closeFrame(String name, RgbImage golden, RgbImage found) {
        assertEquals(golden.width(), found.width());
        assertEquals(golden.height(), found.height());
        int[] counts = new int[256];
        for (int i = 0; i < golden.rgb().length; i++) {
            counts[Math.abs((golden.rgb()[i] & 0xFF) - (found.rgb()[i] & 0xFF))]++;
        }
        int samples = golden.rgb().length;
        int offByMore = samples - counts[0] - counts[1];
        assertTrue(offByMore <= samples / 1000, name + ": " + offByMore + " of " + samples + " off by more than 1");
        assertEquals(0, Arrays.stream(counts, 4, 256).sum(), name + ": samples off by more than 3");
    }

    private static double deviation(float[] values) {
        double mean = 0;
        double squares = 0;
        for (float value : values) {
            mean += value / (double) values.length;
            squares += value * (double) value / values.length;
        }
        return Math.sqrt(squares - mean * mean);
    }

    private static RgbImage png(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return RgbImage.readPng(in);
        }
    }
}
