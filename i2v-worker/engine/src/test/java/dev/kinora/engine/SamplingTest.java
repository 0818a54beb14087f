package dev.kinora.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kinora.contract.FailureException;
import dev.kinora.contract.Guidance;
import dev.kinora.contract.JobParameters;
import dev.kinora.contract.ResolvedSampling;
import dev.kinora.contract.Sampling;
import dev.kinora.contract.SigmaInterval;
import dev.kinora.engine.guidance.GuidanceScales;
import dev.kinora.engine.image.RgbImage;
import dev.kinora.engine.noise.SeededNoise;
import dev.kinora.inference.InferenceRuntime;
import dev.kinora.inference.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every solver with every guidance curve on every schedule, on very small clips of the bundled model. */
class SamplingTest {
    private static final int FRAMES = 4;
    private static final int STEPS = 5;
    private static final SigmaInterval INTERVAL = new SigmaInterval(15, 60);

    private static InferenceRuntime runtime;
    private static InferenceRuntime single;
    private static StableVideoPipeline pipeline;
    private static StableVideoPipeline onOneThread;

    @BeforeAll
    static void open() {
        runtime = new InferenceRuntime(2);
        single = new InferenceRuntime(1);
        pipeline = StableVideoPipeline.open(ModelFolder.open(BundledModel.FOLDER), runtime);
        onOneThread = StableVideoPipeline.open(ModelFolder.open(BundledModel.FOLDER), single);
    }

    @AfterAll
    static void close() {
        pipeline.close();
        onOneThread.close();
        runtime.close();
        single.close();
    }

    /** Solver, schedule and curve of each job. */
    static Stream<JobParameters> jobs() {
        return Sampling.SOLVERS.stream().flatMap(solver -> samplings(solver)
                .flatMap(sampling -> guidances(INTERVAL).map(guidance -> job(sampling, guidance))));
    }

    static Stream<JobParameters> solvers() {
        Guidance triangle = new Guidance(1, 1.4, "triangle", List.of(), INTERVAL);
        return Stream.concat(
                Sampling.SOLVERS.stream().map(solver -> job(karras(solver, 0), triangle)),
                Stream.of("euler", "heun").map(solver -> job(karras(solver, 2), triangle)));
    }

    @ParameterizedTest
    @MethodSource("jobs")
    void runsAndTellsWhatItUsed(JobParameters job) {
        ResolvedSampling told = pipeline.plan(job).resolved();
        Recorder run = run(pipeline, job);

        assertEquals(job.sampling().solver(), told.solver());
        assertEquals(job.sampling().schedule(), told.schedule());
        assertEquals(80f, told.sigmas().get(0));
        assertEquals(STEPS, told.sigmas().size() - 1);
        assertEquals(told.evaluations(), run.askedAt.size());
        float[] scales = GuidanceScales.perFrame(job.guidance(), FRAMES);
        assertArrayEquals(scales, floats(told.guidance()));
        for (int i = 0; i < run.askedAt.size(); i++) {
            boolean on = INTERVAL.contains(run.askedAt.get(i));
            assertArrayEquals(on ? scales : new float[0], run.askedWith.get(i), "guidance at " + run.askedAt.get(i));
        }
        assertEquals(STEPS, run.latents.size());
        assertEquals(FRAMES, run.frames.size());
        assertFinite(run.latents.get(STEPS - 1));
    }

    /** No choice is ignored. DDIM is Euler's method but for rounding, so these two may agree. */
    @Test
    void eachChoiceMakesAnotherClip() {
        Guidance linear = Guidance.linear(1, 1.4);
        List<JobParameters> jobs = new ArrayList<>();
        Sampling.SOLVERS.stream()
                .filter(solver -> !solver.equals("ddim"))
                .forEach(solver -> jobs.add(job(karras(solver, 0), linear)));
        samplings("euler").skip(1).forEach(sampling -> jobs.add(job(sampling, linear)));
        guidances(null).skip(1).forEach(guidance -> jobs.add(job(karras("euler", 0), guidance)));
        jobs.add(job(karras("euler", 2), linear));
        jobs.add(job(karras("heun", 2), linear));
        jobs.add(job(karras("euler", 0), new Guidance(1, 1.4, "linear", List.of(), INTERVAL)));

        Set<String> clips = new HashSet<>();
        for (JobParameters job : jobs) {
            float[] latents = run(pipeline, job).latents.get(STEPS - 1).toArray();
            assertTrue(clips.add(Arrays.toString(latents)), () -> job.sampling() + " " + job.guidance());
        }
    }

    @ParameterizedTest
    @MethodSource("solvers")
    void oneThreadGivesTheBytesOfTwo(JobParameters job) {
        assertArrayEquals(bytes(run(pipeline, job)), bytes(run(onOneThread, job)));
    }

    @Test
    void guidanceOutsideItsIntervalIsNone() {
        Sampling euler = karras("euler", 0);
        byte[] off = bytes(run(pipeline, job(euler, Guidance.linear(1, 1))));
        byte[] on = bytes(run(pipeline, job(euler, Guidance.linear(1, 1.4))));
        assertArrayEquals(off, bytes(run(pipeline, job(euler, within(100, 200)))), "above all noise levels");
        assertArrayEquals(on, bytes(run(pipeline, job(euler, within(8, 80)))), "from the last to the first");
    }

    @Test
    void alignYourStepsIsRefusedBeforeAnythingIsComputed() {
        JobParameters job = job(new Sampling("euler", 10, "align-your-steps", List.of(), 0), Guidance.linear(1, 1));
        FailureException refused = assertThrows(FailureException.class, () -> pipeline.plan(job));
        assertEquals("schedule", refused.failure().field());
        Recorder recorder = new Recorder();
        assertThrows(FailureException.class, () -> run(pipeline, job, recorder));
        assertEquals(List.of(), recorder.news);
    }

    private static Stream<Sampling> samplings(String solver) {
        return Stream.of(
                karras(solver, 0),
                new Sampling(solver, STEPS, "exponential", List.of(), 0),
                Sampling.listed(solver, List.of(80.0, 55.0, 30.0, 16.0, 9.0, 4.0), 0));
    }

    private static Stream<Guidance> guidances(SigmaInterval interval) {
        List<Double> points = List.of(1.4, 1.0, 1.2);
        return Guidance.CURVES.stream()
                .map(curve -> new Guidance(1, 1.4, curve, curve.equals("points") ? points : List.of(), interval));
    }

    private static Sampling karras(String solver, double churn) {
        return new Sampling(solver, STEPS, "karras", List.of(), churn);
    }

    private static Guidance within(double low, double high) {
        return new Guidance(1, 1.4, "linear", List.of(), new SigmaInterval(low, high));
    }

    private static JobParameters job(Sampling sampling, Guidance guidance) {
        return new JobBuilder()
                .size(32, 32)
                .frames(FRAMES)
                .decodeChunk(FRAMES)
                .sampling(sampling)
                .guidance(guidance)
                .build();
    }

    private static Recorder run(StableVideoPipeline target, JobParameters job) {
        return run(target, job, new Recorder());
    }

    private static Recorder run(StableVideoPipeline target, JobParameters job, Recorder recorder) {
        target.run(still(), job, new SeededNoise(job.seed()), recorder.outlets());
        return recorder;
    }

    private static PreparedStill still() {
        Tensor clip = Tensor.allocate(1, 3, 224, 224);
        Tensor vae = Tensor.allocate(1, 3, 32, 32);
        for (int i = 0; i < vae.size(); i++) {
            vae.data().put(i, (i % 32) / 16f - 1);
        }
        return new PreparedStill(clip, vae);
    }

    private static byte[] bytes(Recorder run) {
        byte[] all = new byte[FRAMES * 32 * 32 * 3];
        for (int i = 0; i < FRAMES; i++) {
            RgbImage frame = run.frames.get(i);
            System.arraycopy(frame.rgb(), 0, all, i * frame.rgb().length, frame.rgb().length);
        }
        return all;
    }

    private static float[] floats(List<Float> list) {
        float[] values = new float[list.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = list.get(i);
        }
        return values;
    }

    private static void assertFinite(Tensor latents) {
        for (float value : latents.toArray()) {
            assertTrue(Float.isFinite(value));
        }
    }
}
