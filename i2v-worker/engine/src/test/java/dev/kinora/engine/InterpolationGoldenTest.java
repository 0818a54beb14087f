package dev.kinora.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kinora.engine.golden.Closeness;
import dev.kinora.engine.image.RgbImage;
import dev.kinora.engine.image.VaePixels;
import dev.kinora.engine.network.Conditioning;
import dev.kinora.engine.noise.SeededNoise;
import dev.kinora.engine.schedule.KarrasSchedule;
import dev.kinora.inference.Cancellation;
import dev.kinora.inference.InferenceRuntime;
import dev.kinora.inference.Tensor;
import dev.kinora.inference.weights.Safetensors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The reference's window: case {@code interpolation-window} of the bundled model's {@code golden/}, seed 11. */
class InterpolationGoldenTest {
    private static final Path CASE = BundledModel.FOLDER.resolve("golden/interpolation-window");
    private static final long SEED = 11;

    private final Safetensors inputs = Safetensors.open(CASE.resolve("inputs.safetensors"));
    private final Safetensors outputs = Safetensors.open(CASE.resolve("outputs.safetensors"));

    @Test
    void givesTheReferencesWindow() throws IOException {
        Recorder run = new Recorder();
        List<List<RgbImage>> made;
        ModelFolder model = ModelFolder.open(BundledModel.FOLDER);
        try (InferenceRuntime runtime = new InferenceRuntime(2);
                InterpolationSampler sampler = InterpolationSampler.open(model, runtime)) {
            FrameWindow window = new FrameWindow(keyFrame(sampler, "key-a.png"), keyFrame(sampler, "key-b.png"), SEED);
            made = sampler.run(List.of(window), 7, 45, run, new Cancellation());
        }
        checkConditioning(run.conditioning);
        checkSchedule(model);
        checkLatents(run.latents);
        assertEquals(1, run.decoded.size());
        for (int frame = 0; frame < FrameWindow.FRAMES; frame++) {
            Closeness.checkFrame(picture(frame), VaePixels.toImage(run.decoded.get(0), frame));
        }
        assertEquals(List.of(3), made.stream().map(List::size).toList());
        for (int frame = 0; frame < FrameWindow.MADE; frame++) {
            Closeness.checkFrame(picture(frame + 1), made.get(0).get(frame));
        }
    }

    private static Path picture(int frame) {
        return CASE.resolve("frame-%02d.png".formatted(frame));
    }

    private static KeyFrame keyFrame(InterpolationSampler sampler, String picture) throws IOException {
        Path file = BundledModel.FOLDER.resolve("golden/inputs").resolve(picture);
        return sampler.keyFrame(Closeness.png(file), new Cancellation());
    }

    private void checkConditioning(Conditioning made) {
        float[] joined = made.imageLatents().toArray(); // [5, 16 + 1, 24, 40]
        int frame = joined.length / FrameWindow.FRAMES;
        int mask = frame / 17;
        float[] known = inputs.read("known").toArray();
        float[] masks = inputs.read("mask").toArray();
        double largest = 0;
        for (int i = 0; i < joined.length; i++) {
            boolean isMask = i % frame >= frame - mask;
            int row = i / frame;
            float golden =
                    isMask ? masks[row * mask + i % frame - (frame - mask)] : known[row * (frame - mask) + i % frame];
            largest = Math.max(largest, Math.abs(golden - joined[i]));
        }
        assertEquals(0, largest, Closeness.ENCODED, "known latents and mask");
        Closeness.check("context", inputs, made.imageEmbedding().toArray(), Closeness.ENCODED);
        assertArrayEquals(inputs.read("added_time_ids").toArray(), made.addedTimeIds());
    }

    private void checkSchedule(ModelFolder model) {
        float[] sigmas = inputs.read("sigmas").toArray();
        assertArrayEquals(sigmas, new KarrasSchedule(model.noiseRange()).sigmas(8), 1e-5f);
        Closeness.check(
                "noise", inputs, new SeededNoise(SEED).normal(5, 16, 24, 40).toArray(), 1e-6);
    }

    private void checkLatents(List<Tensor> steps) {
        assertEquals(8, steps.size());
        float[] first = firstStep();
        float[] found = steps.get(0).toArray();
        double tolerance = Closeness.ofLatents(first);
        double largest = 0;
        for (int i = 0; i < first.length; i++) {
            largest = Math.max(largest, Math.abs(first[i] - found[i]));
        }
        assertEquals(0, largest, tolerance, "latents after the first step");
        Closeness.check(
                "latents",
                outputs,
                steps.get(7).toArray(),
                Closeness.ofLatents(outputs.read("latents").toArray()));
    }

    /** From the network's golden output, by the recipe that stands in {@code golden_cases.py}. */
    private float[] firstStep() {
        float[] noise = inputs.read("noise").toArray();
        float[] velocity = outputs.read("velocity_step0").toArray();
        float[] sigmas = inputs.read("sigmas").toArray();
        double sigma = sigmas[0];
        float[] next = new float[noise.length];
        for (int i = 0; i < noise.length; i++) {
            double x = noise[i] * Math.sqrt(sigma * sigma + 1);
            double denoised = x / (sigma * sigma + 1) - velocity[i] * sigma / Math.sqrt(sigma * sigma + 1);
            next[i] = (float) (denoised + (x - denoised) / sigma * sigmas[1]);
        }
        return next;
    }
}
