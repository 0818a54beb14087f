package dev.kinora.i2v;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kinora.contract.CameraMove;
import dev.kinora.contract.Failure;
import dev.kinora.contract.FailureKind;
import dev.kinora.contract.FrameArchive;
import dev.kinora.contract.FrameManifest;
import dev.kinora.contract.FrameManifest.Chunk;
import dev.kinora.contract.Job;
import dev.kinora.contract.JobEvent;
import dev.kinora.contract.JobEvent.FramesGenerated;
import dev.kinora.contract.JobEvent.JobFailed;
import dev.kinora.contract.JobEvent.JobStarted;
import dev.kinora.contract.JobParameters;
import dev.kinora.contract.JobProgress;
import dev.kinora.contract.JobTerms;
import dev.kinora.contract.ModelAnnouncement;
import dev.kinora.contract.ObjectKeys;
import dev.kinora.contract.ObjectRef;
import dev.kinora.contract.ResolvedSampling;
import dev.kinora.contract.StageTask;
import dev.kinora.contract.Stages;
import dev.kinora.contract.Topics;
import dev.kinora.engine.LoraFiles;
import dev.kinora.engine.ModelFolder;
import dev.kinora.engine.StableVideoPipeline;
import dev.kinora.engine.image.RgbImage;
import dev.kinora.inference.Cancellation;
import dev.kinora.inference.CancelledException;
import dev.kinora.inference.InferenceRuntime;
import dev.kinora.testbed.LosableLease;
import dev.kinora.testbed.Neighbours;
import dev.kinora.testbed.Servers;
import dev.kinora.testbed.SmallJobs;
import dev.kinora.work.Announcer;
import dev.kinora.work.WorkItem;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The stage as it runs: its own start and channel, a real broker, a real store and the bundled model. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
@QuarkusTestResource(TestModels.class)
class I2vStageTest {
    private static final int SIZE = 64;
    private static final JobParameters SMALL = parameters(2, 1, List.of());

    private final Neighbours neighbours = Neighbours.ofApplication();

    @AfterEach
    void leave() {
        neighbours.close();
    }

    @Test
    void generatesTheFramesThatTheEngineMakes() throws IOException {
        submit("generated", "nano", SMALL);

        List<JobEvent> events = neighbours.events("generated", 2);
        JobStarted started = assertInstanceOf(JobStarted.class, events.get(0));
        assertTrue(started.worker().endsWith("-" + ProcessHandle.current().pid()), started.worker());
        FramesGenerated generated = assertInstanceOf(FramesGenerated.class, events.get(1));
        assertEquals(2, generated.frames());

        byte[] next = neighbours.records(Topics.FRAMES, "generated", 1).get(0).value();
        assertEquals(
                new StageTask("generated", generated.manifest()),
                neighbours.codec().read(next, StageTask.class));

        FrameManifest manifest = manifest(generated);
        assertEquals(List.of(SIZE, SIZE, 2), List.of(manifest.width(), manifest.height(), manifest.frames()));
        assertEquals(2, manifest.chunks().size());
        assertEquals(
                new ResolvedSampling("euler", "karras", List.of(80f, 0f), 0, 1, List.of(1f, 1f), null),
                manifest.sampling());
        List<RgbImage> expected = engineFrames();
        List<RgbImage> stored = storedFrames(manifest);
        for (int frame = 0; frame < 2; frame++) {
            assertArrayEquals(expected.get(frame).rgb(), stored.get(frame).rgb(), "frame " + frame);
        }
    }

    @Test
    void tellsEveryActivity() {
        submit("telling", "nano", SMALL);
        neighbours.events("telling", 2);
        List<String> activities = neighbours.records(Topics.PROGRESS, "telling", 1).stream()
                .map(message -> neighbours.codec().read(message.value(), JobProgress.class))
                .map(JobProgress::activity)
                .distinct()
                .toList();
        assertEquals("encode", activities.get(0));
    }

    @Test
    void aRedeliveredTaskIsOnlyAnnouncedAgain() {
        StageTask task = submit("twice", "nano", SMALL);
        neighbours.events("twice", 2);
        neighbours.send(Topics.jobs("nano"), "twice", task);

        List<JobEvent> events = neighbours.events("twice", 3);
        assertInstanceOf(FramesGenerated.class, events.get(1));
        assertEquals(events.get(1), events.get(2));
        assertEquals(2, neighbours.records(Topics.FRAMES, "twice", 2).size());
    }

    @Test
    void aDamagedModelFailsItsJobAndTheNextOneWorks() {
        submit("unlucky", "damaged", SMALL);
        Failure failure = failure("unlucky");
        assertEquals(FailureKind.BAD_INPUT, failure.kind());
        assertEquals("model", failure.field());
        assertTrue(failure.message().startsWith("model damaged: unet/"), failure.message());

        submit("lucky", "nano", SMALL);
        assertInstanceOf(FramesGenerated.class, neighbours.events("lucky", 2).get(1));
    }

    @Test
    void aLostLeaseStopsTheWork() {
        StageTask task = store("lost", "nano", parameters(2, 1000, List.of()));
        LosableLease lease = new LosableLease();
        WorkItem item = new WorkItem(task, Topics.jobs("nano"), 0, 0, 1, Map.of(), lease);
        Announcer announcer = new Announcer(neighbours.broker(), Stages.I2V, message -> {
            if (message.topic().equals(Topics.PROGRESS)) {
                lease.lose();
            }
            return CompletableFuture.completedFuture(null);
        });
        try (ModelSlot slot = new ModelSlot(
                Map.of("nano", ModelFolder.open(TestModels.NANO)), new InferenceRuntime(1), LoraFiles.NONE)) {
            FrameGeneration generation =
                    new FrameGeneration(neighbours.store(), announcer, slot, new CheckpointPacing(0.02));
            assertThrows(CancelledException.class, () -> generation.handle(item));
        }
        assertTrue(neighbours.store().stat(ObjectKeys.manifest("lost")).isEmpty());
    }

    @Test
    void anUnknownPresetFailsTheJob() {
        submit("preset", "nano", parameters(2, 1, List.of(new CameraMove("barrel-roll", 1))));
        assertEquals("camera.preset", failure("preset").field());
    }

    @Test
    void whatDoesNotFitIntoMemoryFailsWithTheNumbers() {
        submit("huge", "nano", SmallJobs.parameters(4096, 4096, 1024, 1, List.of()));
        Failure failure = failure("huge");
        assertEquals(FailureKind.OUT_OF_RESOURCES, failure.kind());
        assertTrue(failure.message().contains("1024 frames of 4096x4096"), failure.message());
    }

    @Test
    void announcesItsModels() {
        ModelAnnouncement nano = announcement("nano");
        assertNull(nano.problem());
        assertFalse(nano.interpolation(), "its copy here was made without the network");
        assertEquals(ModelFolder.open(TestModels.NANO).defaults(), nano.defaults());
        assertTrue(nano.presets().contains("pan-left"), nano.presets().toString());
        Failure problem = announcement("unreadable").problem();
        assertEquals("model", problem.field());
        assertTrue(problem.message().contains("vae/config.json"), problem.message());
    }

    @Test
    void aMalformedTaskIsSetAsideAndTheNextOneDone() {
        neighbours.send(Topics.jobs("nano"), "malformed", Map.of("id", "malformed", "colour", "red"));
        submit("next", "nano", SMALL);

        assertInstanceOf(FramesGenerated.class, neighbours.events("next", 2).get(1));
        assertEquals(Topics.jobs("nano"), neighbours.deadLetterWith("colour").topic());
    }

    private StageTask submit(String id, String model, JobParameters parameters) {
        StageTask task = store(id, model, parameters);
        neighbours.send(Topics.jobs(model), id, task);
        return task;
    }

    private StageTask store(String id, String model, JobParameters parameters) {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        still().writePng(png);
        ObjectRef still = neighbours.store().put(ObjectKeys.still(id), png.toByteArray(), "image/png");
        Job job = new Job(id, model, still, parameters, JobTerms.DEFAULT, Map.of(), "");
        byte[] body = neighbours.codec().write(job);
        return new StageTask(id, neighbours.store().put(ObjectKeys.job(id), body, "application/json"));
    }

    private Failure failure(String id) {
        return assertInstanceOf(JobFailed.class, neighbours.events(id, 2).get(1))
                .failure();
    }

    private ModelAnnouncement announcement(String model) {
        byte[] message = neighbours.records(Topics.MODELS, model, 1).get(0).value();
        return neighbours.codec().read(message, ModelAnnouncement.class);
    }

    private FrameManifest manifest(FramesGenerated generated) {
        return neighbours.codec().read(neighbours.store().get(generated.manifest()), FrameManifest.class);
    }

    private List<RgbImage> storedFrames(FrameManifest manifest) throws IOException {
        List<RgbImage> frames = new ArrayList<>();
        for (Chunk chunk : manifest.chunks()) {
            byte[] archive = neighbours.store().get(chunk.archive());
            FrameArchive.read(
                    new ByteArrayInputStream(archive),
                    chunk.first(),
                    chunk.last(),
                    (index, png) -> frames.add(RgbImage.readPng(png)));
        }
        return frames;
    }

    private static List<RgbImage> engineFrames() {
        List<RgbImage> frames = new ArrayList<>();
        try (InferenceRuntime runtime = new InferenceRuntime(1);
                StableVideoPipeline pipeline = StableVideoPipeline.open(ModelFolder.open(TestModels.NANO), runtime)) {
            pipeline.generate(
                    still(),
                    SMALL,
                    (first, chunk) -> frames.addAll(chunk),
                    (activity, done, total) -> {},
                    new Cancellation());
        }
        return frames;
    }

    private static JobParameters parameters(int frames, int steps, List<CameraMove> camera) {
        return SmallJobs.parameters(SIZE, SIZE, frames, steps, camera);
    }

    private static RgbImage still() {
        byte[] rgb = new byte[SIZE * SIZE * 3];
        for (int at = 0; at < rgb.length; at++) {
            rgb[at] = (byte) (at / 3 % SIZE * 3 + at / 3 / SIZE);
        }
        return new RgbImage(SIZE, SIZE, rgb);
    }
}
