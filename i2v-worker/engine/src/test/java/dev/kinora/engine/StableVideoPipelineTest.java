package dev.kinora.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kinora.contract.CameraMove;
import dev.kinora.contract.Failure;
import dev.kinora.contract.FailureException;
import dev.kinora.contract.FailureKind;
import dev.kinora.contract.Fit;
import dev.kinora.contract.JobParameters;
import dev.kinora.contract.ObjectRef;
import dev.kinora.engine.golden.ModelKeys;
import dev.kinora.engine.golden.SeededWeights;
import dev.kinora.engine.golden.TinyModels;
import dev.kinora.engine.image.RgbImage;
import dev.kinora.inference.Cancellation;
import dev.kinora.inference.CancelledException;
import dev.kinora.inference.InferenceRuntime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the pipeline behaves, on small clips of the bundled model. */
class StableVideoPipelineTest {
    private static InferenceRuntime runtime;
    private static StableVideoPipeline pipeline;

    @BeforeAll
    static void open() {
        runtime = new InferenceRuntime(2);
        pipeline = StableVideoPipeline.open(ModelFolder.open(BundledModel.FOLDER), runtime);
    }

    @AfterAll
    static void close() {
        pipeline.close();
        runtime.close();
    }

    @Test
    void theSameSeedGivesTheSameBytes() {
        byte[] first = generate(pipeline, small().build());
        assertArrayEquals(first, generate(pipeline, small().build()));
        assertFalse(Arrays.equals(first, generate(pipeline, small().seed(43).build())));
    }

    @Test
    void oneThreadGivesTheBytesOfTwo() {
        try (InferenceRuntime single = new InferenceRuntime(1);
                StableVideoPipeline other = StableVideoPipeline.open(ModelFolder.open(BundledModel.FOLDER), single)) {
            assertArrayEquals(generate(pipeline, small().build()), generate(other, small().build()));
        }
    }

    /** On seeded weights, to which nothing is indifferent. */
    @Test
    void eachParameterOfTheJobMatters(@TempDir Path folder) throws IOException {
        TinyModels.pipelineA(folder);
        Map<String, JobBuilder> others = Map.of(
                "fps", tiny().conditions(30, 45, 0.02),
                "motion bucket", tiny().conditions(7, 200, 0.02),
                "noise augmentation", tiny().conditions(7, 45, 0.2),
                "decode chunk", tiny().decodeChunk(1),
                "steps", tiny().steps(3),
                "seed", tiny().seed(43),
                "fit", tiny().fit(Fit.PAD),
                "guidance", tiny().guidance(1, 1.5));
        try (StableVideoPipeline seeded = StableVideoPipeline.open(ModelFolder.open(folder), runtime)) {
            Set<String> results = new HashSet<>(Set.of(Arrays.toString(generate(seeded, tiny().build()))));
            others.forEach(
                    (name, other) -> assertTrue(results.add(Arrays.toString(generate(seeded, other.build()))), name));
        }
    }

    /** Guidance of 1 everywhere is the conditional branch alone, so leaving the other out changes nothing. */
    @Test
    void guidanceUpToOneIsOff() {
        byte[] off = generate(pipeline, small().guidance(1, 1).build());
        assertArrayEquals(off, generate(pipeline, small().guidance(0, 1).build()));
    }

    @Test
    void aPresetLeavesNothingBehind() {
        byte[] plain = generate(pipeline, small().build());
        generate(pipeline, small().camera("static", 2).build());
        assertArrayEquals(plain, generate(pipeline, small().build()));
        assertArrayEquals(plain, generate(pipeline, small().camera("static", 0).build()), "a preset of weight 0");
    }

    @Test
    void tellsEveryStepAndChunk() {
        Recorder recorder = new Recorder();
        JobParameters parameters = small().frames(5).decodeChunk(2).build();
        pipeline.generate(still(), parameters, recorder, recorder, new Cancellation());
        assertEquals(
                List.of("encode 1/1", "denoise 1/2", "denoise 2/2", "decode 2/5", "decode 4/5", "decode 5/5"),
                recorder.news);
        assertEquals(List.of(0, 2, 4), recorder.chunkStarts);
        assertEquals(5, recorder.frames.size());
    }

    /** The job has a thousand steps left when it is told to stop from another thread, in the midst of one. */
    @Test
    void stopsInTheMiddleOfAStep() throws Exception {
        Cancellation cancellation = new Cancellation();
        CountDownLatch denoising = new CountDownLatch(1);
        Recorder recorder = new Recorder();
        ProgressListener progress = (activity, done, total) -> {
            recorder.progress(activity, done, total);
            if (activity.equals(ProgressListener.DENOISE)) {
                denoising.countDown();
            }
        };
        JobParameters parameters = small().frames(14).steps(1000).build();
        FutureTask<Void> job =
                new FutureTask<>(() -> pipeline.generate(still(), parameters, recorder, progress, cancellation), null);
        new Thread(job, "job").start();
        denoising.await();
        cancellation.cancel();
        ExecutionException stopped = assertThrows(ExecutionException.class, job::get);
        assertEquals(CancelledException.class, stopped.getCause().getClass());
        assertTrue(recorder.news.size() < 100, () -> "went on for " + recorder.news.size());
        assertTrue(recorder.frames.isEmpty());
        assertEquals(small().build().frames(), frames(pipeline, small().build()).size(), "usable afterwards");
    }

    @Test
    void doesNotStartWhenCancelledBefore() {
        Cancellation cancellation = new Cancellation();
        cancellation.cancel();
        Recorder recorder = new Recorder();
        JobParameters parameters = small().build();
        assertThrows(
                CancelledException.class,
                () -> pipeline.generate(still(), parameters, recorder, recorder, cancellation));
        assertEquals(List.of(), recorder.news);
    }

    @Test
    void refusesAPresetTheModelLacks() {
        FailureException refused = refuse(pipeline, small().camera("orbit", 1).build());
        assertEquals("camera.preset", refused.failure().field());
        assertEquals(
                "pan-left | pan-right | static | zoom-in | zoom-out",
                refused.failure().expected());
    }

    @Test
    void refusesAClipLargerThanATensor() {
        JobParameters parameters =
                small().size(4096, 4096).frames(1024).decodeChunk(1024).build();
        FailureException refused = refuse(pipeline, parameters);
        assertEquals(FailureKind.OUT_OF_RESOURCES, refused.failure().kind());
        assertEquals(
                "1024 frames of 4096x4096, decoded 1024 at a time",
                refused.failure().found());
    }

    /** A damaged preset is named when a job asks for it; other jobs work. */
    @Test
    void aDamagedPresetFailsItsOwnJobs(@TempDir Path folder) throws IOException {
        TinyModels.pipelineA(folder);
        Files.createDirectories(folder.resolve("loras"));
        Files.write(folder.resolve("loras/broken.safetensors"), new byte[] {1, 2, 3});
        try (StableVideoPipeline other = StableVideoPipeline.open(ModelFolder.open(folder), runtime)) {
            FailureException refused = refuse(other, tiny().camera("broken", 1).build());
            assertEquals(FailureKind.BAD_INPUT, refused.failure().kind());
            assertEquals("loras/broken.safetensors", refused.failure().field());
            assertEquals(2, frames(other, tiny().build()).size());
        }
    }

    /** One for Linears that no preset changes, in the names of kohya's trainer, brought by a job to a model that is open. */
    @Test
    void aLoraOfTheUsersChangesAnyLinearAndLeavesNothingBehind(@TempDir Path folder) throws IOException {
        TinyModels.pipelineA(folder);
        Path mine = folder.resolve("mine.safetensors");
        String module = "lora_unet_mid_block_attentions_0_temporal_transformer_blocks_0_ff_net_0_proj";
        Map<String, long[]> shapes = Map.of(
                module + ".lora_down.weight", new long[] {4, 64}, module + ".lora_up.weight", new long[] {512, 4});
        SeededWeights.safetensors(
                mine, shapes, key -> SeededWeights.uniform(key, shapes.get(key)).toArray());
        CameraMove move = new CameraMove(null, new ObjectRef("uploads/mine", 1, "a".repeat(64)), 3);
        try (StableVideoPipeline seeded = StableVideoPipeline.open(ModelFolder.open(folder), runtime, lora -> mine)) {
            byte[] plain = generate(seeded, tiny().build());
            assertFalse(
                    Arrays.equals(plain, generate(seeded, tiny().camera(move).build())));
            assertArrayEquals(plain, generate(seeded, tiny().build()));
        }
    }

    @Test
    void presetsOfSeveralFoldersHaveOneNameEach(@TempDir Path folder) throws IOException {
        TinyModels.pipelineA(folder.resolve("model"));
        Path peft = Files.createDirectories(folder.resolve("registered/mine")).resolve("adapter_model.safetensors");
        Files.write(peft, new byte[] {1});
        Files.writeString(folder.resolve("registered/notes.txt"), "no LoRA");
        List<Path> folders = List.of(folder.resolve("registered"));
        ModelFolder model = ModelFolder.open(folder.resolve("model"), folders);
        assertEquals(List.of("mine"), model.presets());
        assertEquals(peft, model.lora("mine"));

        Files.createDirectories(folder.resolve("model/loras"));
        Path own = Files.write(folder.resolve("model/loras/mine.safetensors"), new byte[] {1});
        FailureException refused =
                assertThrows(FailureException.class, () -> ModelFolder.open(folder.resolve("model"), folders));
        assertEquals(
                "two files named mine: " + own + " and " + peft,
                refused.failure().found());
    }

    @Test
    void refusesASizeTheAutoencoderCannotMake(@TempDir Path folder) throws IOException {
        TinyModels.pipelineA(folder);
        List<Integer> sixteenFold = List.of(32, 32, 32, 32, 32);
        String config = "{\"block_out_channels\": %s, \"layers_per_block\": 1}".formatted(sixteenFold);
        SeededWeights.component(folder.resolve("vae"), "vae", config, ModelKeys.vae(4, sixteenFold, 1));
        try (StableVideoPipeline other = StableVideoPipeline.open(ModelFolder.open(folder), runtime)) {
            FailureException refused = refuse(other, tiny().size(32, 40).build());
            assertEquals(Failure.badInput("height", 40, "a multiple of 16 for this model"), refused.failure());
        }
    }

    @Test
    void refusesAModelWithoutWeights(@TempDir Path folder) throws IOException {
        TinyModels.pipelineA(folder);
        Files.delete(folder.resolve("vae/diffusion_pytorch_model.safetensors"));
        ModelFolder model = ModelFolder.open(folder);
        FailureException refused = assertThrows(FailureException.class, () -> StableVideoPipeline.open(model, runtime));
        assertEquals(FailureKind.BAD_INPUT, refused.failure().kind());
        assertEquals("vae/", refused.failure().field());
    }

    private static JobBuilder small() {
        return new JobBuilder().size(64, 48).frames(3).steps(2).decodeChunk(3);
    }

    private static JobBuilder tiny() {
        return new JobBuilder().size(32, 32).frames(2).steps(2).decodeChunk(2);
    }

    private static FailureException refuse(StableVideoPipeline target, JobParameters parameters) {
        return assertThrows(FailureException.class, () -> frames(target, parameters));
    }

    private static List<RgbImage> frames(StableVideoPipeline target, JobParameters parameters) {
        Recorder recorder = new Recorder();
        target.generate(still(), parameters, recorder, recorder, new Cancellation());
        return recorder.frames;
    }

    private static byte[] generate(StableVideoPipeline target, JobParameters parameters) {
        List<RgbImage> frames = frames(target, parameters);
        byte[] all = new byte[frames.size() * frames.get(0).rgb().length];
        for (int i = 0; i < frames.size(); i++) {
            byte[] rgb = frames.get(i).rgb();
            System.arraycopy(rgb, 0, all, i * rgb.length, rgb.length);
        }
        return all;
    }

    /** A gradient with an edge, not of the clip's shape. */
    private static RgbImage still() {
        int width = 90;
        int height = 60;
        byte[] rgb = new byte[3 * width * height];
        for (int i = 0; i < rgb.length; i += 3) {
            int x = i / 3 % width;
            int y = i / 3 / width;
            rgb[i] = (byte) (2 * x);
            rgb[i + 1] = (byte) (4 * y);
            rgb[i + 2] = (byte) (x + y > 70 ? 220 : 30);
        }
        return new RgbImage(width, height, rgb);
    }
}
