package dev.kinora.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kinora.contract.JobParameters;
import dev.kinora.engine.golden.Golden;
import dev.kinora.engine.golden.SeededWeights;
import dev.kinora.engine.golden.TinyModels;
import dev.kinora.engine.noise.Noise;
import dev.kinora.inference.InferenceRuntime;
import dev.kinora.inference.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Pipeline A of svd-spec 8.3: diffusers 0.40, {@code StableVideoDiffusionPipeline} of seeded tiny components, with seeded
 * tensors in the place of image, image noise and latents; min and max guidance 1.0 and 2.5, 2 frames of 32×32.
 */
class TinyPipelineGoldenTest {
    private static final double TOLERANCE = 5e-4;
    private static final double UNKNOWN = Double.NaN;

    @TempDir
    static Path folder;

    private static InferenceRuntime runtime;
    private static StableVideoPipeline pipeline;

    @BeforeAll
    static void open() throws IOException {
        TinyModels.pipelineA(folder);
        runtime = new InferenceRuntime(2);
        pipeline = StableVideoPipeline.open(ModelFolder.open(folder), runtime);
    }

    @AfterAll
    static void close() {
        pipeline.close();
        runtime.close();
    }

    @Test
    void twoSteps() {
        Recorder run = run(2, 2);
        golden(0.9833775, 0.3118286, 0.5388184, 0.8231812, -0.5952454, -1.506012, -0.4345703, -1.099976, 1.366638)
                .check(run.latents.get(0));
        golden(UNKNOWN, 0.3125111, 0.5399238, 0.8234592, -0.5966014, -1.504547, -0.4333408, -1.101119, 1.364978)
                .check(run.latents.get(1));
        new Golden(
                        TOLERANCE, 0.485236, 0.2303255, 0.6940794, 0.6008117, 0.4695829, 0.789455, 0.5282986, 0.6703309,
                        0.4873039, 0.5633782)
                .check(run.pixels());
    }

    @Test
    void fiveSteps() {
        Recorder run = run(5, 2);
        new Golden(
                        TOLERANCE * 135.4808,
                        UNKNOWN,
                        135.4808,
                        -124.9983,
                        -87.59872,
                        -176.6653,
                        -59.5681,
                        90.44415,
                        162.2278,
                        212.7355,
                        187.4997)
                .check(run.latents.get(0));
        golden(UNKNOWN, -0.3680668, 0.05827808, -0.131218, -0.9437652, -1.047836, 0.3979893, 0.06295395, 2.303827)
                .check(run.latents.get(2));
        golden(UNKNOWN, 0.03519597, 0.2348061, 0.2848705, -1.076378, -1.065557, 0.3468053, -0.5280087, 1.952395)
                .check(run.latents.get(4));
        golden(UNKNOWN, 0.5939178, 0.5935304, 0.380684, 0.7781218, 0.4601795, 0.5791895, 0.5236338, 0.5431671)
                .check(run.pixels());
    }

    @Test
    void framesDecodedOneByOneAreOthers() {
        Recorder run = run(5, 1);
        golden(UNKNOWN, 0.4948104, 0.5324031, 0.5588096, 0.5038213, 0.424346, 0.5609552, 0.4524368, 0.5241593)
                .check(run.pixels());
        assertEquals(List.of(0, 1), run.chunkStarts);
    }

    private static Recorder run(int steps, int decodeChunk) {
        JobParameters parameters = new JobBuilder()
                .size(32, 32)
                .frames(2)
                .steps(steps)
                .conditions(7, 127, 0.02)
                .guidance(1, 2.5)
                .decodeChunk(decodeChunk)
                .build();
        Recorder recorder = new Recorder();
        pipeline.run(still(), parameters, seededNoise(), recorder.outlets());
        return recorder;
    }

    /** The reference neither resizes a tensor of the right size nor crops it. */
    private static PreparedStill still() {
        float[] mean = {0.48145466f, 0.4578275f, 0.40821073f};
        float[] deviation = {0.26862954f, 0.26130258f, 0.27577711f};
        float[] image = SeededWeights.uniform("in:pipeA.image", 1, 3, 32, 32).toArray();
        float[] clip = new float[image.length];
        float[] vae = new float[image.length];
        for (int i = 0; i < image.length; i++) {
            float unit = (image[i] + 1) / 2;
            int channel = i / (32 * 32);
            clip[i] = (unit - mean[channel]) / deviation[channel];
            vae[i] = 2 * unit - 1;
        }
        return new PreparedStill(Tensor.of(clip, 1, 3, 32, 32), Tensor.of(vae, 1, 3, 32, 32));
    }

    /** The image's noise is asked for first; a wrong order does not fit the shapes. */
    private static Noise seededNoise() {
        Deque<Tensor> draws = new ArrayDeque<>();
        draws.add(SeededWeights.input("noise:image", 1, 3, 32, 32));
        draws.add(SeededWeights.input("noise:latents", 2, 4, 16, 16));
        return shape -> draws.remove().require("noise", shape);
    }

    private static Golden golden(double deviation, double... values) {
        return new Golden(TOLERANCE, UNKNOWN, deviation, values);
    }
}
