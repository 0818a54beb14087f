package dev.kinora.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kinora.contract.CameraMove;
import dev.kinora.contract.Guidance;
import dev.kinora.contract.JobParameters;
import dev.kinora.contract.Sampling;
import dev.kinora.contract.SigmaInterval;
import dev.kinora.engine.image.ClipPixels;
import dev.kinora.engine.image.RgbImage;
import dev.kinora.engine.network.Conditioning;
import dev.kinora.engine.noise.SeededNoise;
import dev.kinora.engine.resume.RunIdentity;
import dev.kinora.engine.resume.RunState;
import dev.kinora.engine.resume.RunStateFile;
import dev.kinora.engine.resume.RunStates;
import dev.kinora.engine.solver.SolverState;
import dev.kinora.inference.Cancellation;
import dev.kinora.inference.CancelledException;
import dev.kinora.inference.InferenceRuntime;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs of the bundled model that break off and go on elsewhere: in another pipeline, from a file. */
class ResumeTest {
    private static final int STEPS = 6;
    private static final int BROKEN_AFTER = 3;

    private static InferenceRuntime runtime;
    private static StableVideoPipeline pipeline;
    private static StableVideoPipeline elsewhere;

    @TempDir
    Path folder;

    @BeforeAll
    static void open() {
        runtime = new InferenceRuntime(2);
        pipeline = StableVideoPipeline.open(ModelFolder.open(BundledModel.FOLDER), runtime);
        elsewhere = StableVideoPipeline.open(ModelFolder.open(BundledModel.FOLDER), new InferenceRuntime(1));
    }

    @AfterAll
    static void close() {
        pipeline.close();
        elsewhere.close();
        runtime.close();
    }

    static Stream<JobParameters> solvers() {
        return Stream.concat(
                Sampling.SOLVERS.stream().map(solver -> job(solver, 0).build()),
                Stream.of("euler", "heun").map(solver -> job(solver, 2).build()));
    }

    @ParameterizedTest
    @MethodSource("solvers")
    void goesOnWithTheSameBytes(JobParameters job) throws IOException {
        Recorder undisturbed = new Recorder();
        Kept states = new Kept(Optional.empty());
        pipeline.generate(still(), job, states, undisturbed, undisturbed, new Cancellation());
        Path file = folder.resolve("state.safetensors");
        RunStateFile.write(states.reached.get(BROKEN_AFTER - 1), file);

        Recorder resumed = new Recorder();
        Kept later = new Kept(Optional.of(RunStateFile.read(file, "state")));
        elsewhere.generate(still(), job, later, resumed, resumed, new Cancellation());
        assertArrayEquals(bytes(undisturbed), bytes(resumed));
        assertEquals(
                List.of("encode 1/1", "denoise 3/6", "denoise 4/6", "denoise 5/6", "denoise 6/6", "decode 2/2"),
                resumed.news);
        RunState end = later.reached.get(later.reached.size() - 1);
        assertEquals(states.reached.get(STEPS - 1).noisePosition(), end.noisePosition());
        RunStateFile.write(states.reached.get(STEPS - 1), folder.resolve("undisturbed"));
        RunStateFile.write(end, folder.resolve("resumed"));
        assertEquals(
                -1,
                Files.mismatch(folder.resolve("undisturbed"), folder.resolve("resumed")),
                "a state twice, from two workers");
    }

    /** A stop that is asked for lets the step end and be told of; a cancellation does not. */
    @Test
    void aRequestedStopFinishesTheStep() {
        JobParameters job = job("heun", 0).build();
        ModelFolder model = ModelFolder.open(BundledModel.FOLDER);
        ClipPixels clip = new ClipPixels(224, model.clipMean(), model.clipDeviation());
        PreparedStill prepared = PreparedStill.of(still(), job, clip);
        StopInTheSecondStep run = new StopInTheSecondStep();
        assertThrows(
                CancelledException.class,
                () -> pipeline.run(prepared, job, new SeededNoise(job.seed()), run.outlets()));
        assertEquals(List.of(1, 2), run.steps);
    }

    /** Told to stop when the network is asked for the third time: the second step of Heun begins with that. */
    private static final class StopInTheSecondStep implements RunObserver, Resumption {
        private final Cancellation cancellation = new Cancellation();
        private final List<Integer> steps = new ArrayList<>();
        private int evaluations;

        Outlets outlets() {
            Recorder recorder = new Recorder();
            return new Outlets(recorder, recorder, this, this, cancellation);
        }

        @Override
        public void evaluated(float sigma, Conditioning conditioning) {
            evaluations++;
            if (evaluations == 3) {
                cancellation.requestStop();
            }
        }

        @Override
        public Optional<SolverState> begin() {
            return Optional.empty();
        }

        @Override
        public void reached(SolverState state) {
            steps.add(state.step());
        }
    }

    @Test
    void chunksThatAreThereAreNotDecoded() {
        JobParameters job = job("euler", 0).frames(3).decodeChunk(1).build();
        Recorder recorder = new Recorder();
        List<Integer> asked = new ArrayList<>();
        FrameSink onlyTheSecondIsMissing = new FrameSink() {
            @Override
            public boolean has(int firstFrame, int lastFrame) {
                asked.add(firstFrame);
                return firstFrame != 1;
            }

            @Override
            public void chunk(int firstFrame, List<RgbImage> frames) {
                recorder.chunk(firstFrame, frames);
            }
        };
        pipeline.generate(still(), job, onlyTheSecondIsMissing, recorder, new Cancellation());
        assertEquals(List.of(0, 1, 2), asked);
        assertEquals(List.of(1), recorder.chunkStarts);
        Recorder whole = new Recorder();
        pipeline.generate(still(), job, whole, whole, new Cancellation());
        assertArrayEquals(whole.frames.get(1).rgb(), recorder.frames.get(0).rgb());
    }

    @Test
    void whatDecidesTheBytesDecidesTheIdentity() throws IOException {
        RunIdentity run = identity(pipeline, still(), job("euler", 0).build());
        assertEquals(run, identity(elsewhere, still(), job("euler", 0).build()));
        assertEquals(Optional.empty(), run.differenceFrom(run));
        assertTrue(run.fingerprint().startsWith("onnxruntime 1."), run.fingerprint());

        RunIdentity seed = identity(pipeline, still(), job("euler", 0).seed(1).build());
        assertTrue(run.differenceFrom(seed).orElseThrow().startsWith("parameters " + run.parameters()));
        RgbImage other = new RgbImage(32, 32, new byte[32 * 32 * 3]);
        assertNotEquals(
                run.still(), identity(pipeline, other, job("euler", 0).build()).still());
        JobBuilder moved = job("euler", 0).camera(new CameraMove("static", 1));
        assertNotEquals(run.loras(), identity(pipeline, still(), moved.build()).loras());
        assertNotEquals(run.name(), seed.name());
    }

    private static RunIdentity identity(StableVideoPipeline pipeline, RgbImage still, JobParameters job) {
        Kept states = new Kept(Optional.empty());
        Cancellation cancellation = new Cancellation();
        cancellation.requestStop();
        assertThrows(
                CancelledException.class,
                () -> pipeline.generate(still, job, states, new Recorder(), new Recorder(), cancellation));
        return states.asked;
    }

    /** In memory. */
    private static class Kept implements RunStates {
        private final Optional<RunState> first;
        private final List<RunState> reached = new ArrayList<>();
        private RunIdentity asked;

        Kept(Optional<RunState> first) {
            this.first = first;
        }

        @Override
        public Optional<RunState> latest(RunIdentity run) {
            asked = run;
            first.ifPresent(state -> assertEquals(state.run(), run));
            return first;
        }

        @Override
        public void reached(RunState state) {
            reached.add(state);
        }
    }

    private static JobBuilder job(String solver, double churn) {
        Guidance triangle = new Guidance(1, 1.4, "triangle", List.of(), new SigmaInterval(15, 60));
        return new JobBuilder()
                .size(32, 32)
                .frames(2)
                .decodeChunk(2)
                .sampling(new Sampling(solver, STEPS, "karras", List.of(), churn))
                .guidance(triangle);
    }

    private static RgbImage still() {
        byte[] rgb = new byte[32 * 32 * 3];
        for (int at = 0; at < rgb.length; at++) {
            rgb[at] = (byte) (at * 7);
        }
        return new RgbImage(32, 32, rgb);
    }

    private static byte[] bytes(Recorder run) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        run.frames.forEach(frame -> all.writeBytes(frame.rgb()));
        return all.toByteArray();
    }
}
