package dev.kinora.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kinora.contract.Fit;
import dev.kinora.contract.JobParameters;
import dev.kinora.engine.golden.Closeness;
import dev.kinora.engine.image.ClipPixels;
import dev.kinora.engine.image.RgbImage;
import dev.kinora.engine.noise.SeededNoise;
import dev.kinora.inference.InferenceRuntime;
import dev.kinora.inference.weights.Safetensors;
import java.io.IOException;
import java.nio.file.Path;
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
        RgbImage still =
                Closeness.png(golden.resolve("inputs").resolve(call.get("image").asText()));

        Recorder run = new Recorder();
        PreparedStill prepared =
                PreparedStill.of(still, parameters, new ClipPixels(224, model.clipMean(), model.clipDeviation()));
        pipeline.run(prepared, parameters, new SeededNoise(parameters.seed()), run.outlets());

        Safetensors expected = Safetensors.open(golden.resolve(name).resolve("tensors.safetensors"));
        Closeness.check(
                "image_embeds", expected, run.conditioning.imageEmbedding().toArray(), Closeness.ENCODED);
        Closeness.check(
                "image_latents", expected, run.conditioning.imageLatents().toArray(), Closeness.ENCODED);
        for (int step : new int[] {0, parameters.sampling().steps() - 1}) {
            String key = "latents_step" + step;
            double tolerance = Closeness.ofLatents(expected.read(key).toArray());
            Closeness.check(key, expected, run.latents.get(step).toArray(), tolerance);
        }
        assertEquals(parameters.frames(), run.frames.size());
        for (int frame = 0; frame < run.frames.size(); frame++) {
            Path picture = golden.resolve(name).resolve("frame-%02d.png".formatted(frame));
            Closeness.checkFrame(picture, run.frames.get(frame));
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
}
