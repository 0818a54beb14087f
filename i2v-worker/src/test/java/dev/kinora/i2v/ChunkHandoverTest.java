package dev.kinora.i2v;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kinora.contract.FailureException;
import dev.kinora.contract.FrameManifest;
import dev.kinora.contract.Interpolation;
import dev.kinora.contract.InterpolationMethod;
import dev.kinora.contract.Job;
import dev.kinora.contract.JobEvent.FramesGenerated;
import dev.kinora.contract.JobParameters;
import dev.kinora.contract.JobTerms;
import dev.kinora.contract.ObjectKeys;
import dev.kinora.contract.ObjectRef;
import dev.kinora.contract.StageTask;
import dev.kinora.contract.Stages;
import dev.kinora.contract.Topics;
import dev.kinora.engine.LoraFiles;
import dev.kinora.engine.ModelFolder;
import dev.kinora.engine.image.RgbImage;
import dev.kinora.inference.InferenceRuntime;
import dev.kinora.testbed.LosableLease;
import dev.kinora.testbed.Neighbours;
import dev.kinora.testbed.Servers;
import dev.kinora.testbed.SmallJobs;
import dev.kinora.work.Announcer;
import dev.kinora.work.WorkItem;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What interpolation is told of a job whose frames get others between them: its chunks, as they come. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
@QuarkusTestResource(TestModels.class)
class ChunkHandoverTest {
    private static final int SIZE = 64;

    private final Neighbours neighbours = Neighbours.ofApplication();

    @AfterEach
    void leave() {
        neighbours.close();
    }

    /** A chunk's task goes out as soon as the chunk is there, and the manifest gets none: its frames are not the clip's. */
    @Test
    void handsEachChunkOnToBeInterpolated() {
        StageTask task = submit("chunks");
        FramesGenerated generated = assertInstanceOf(
                FramesGenerated.class, neighbours.events("chunks", 2).get(1));
        List<StageTask> expected = manifest(generated).chunks().stream()
                .map(chunk -> new StageTask("chunks", chunk.archive()))
                .toList();
        assertEquals(expected, tasksAfter("chunks", 2));

        neighbours.send(Topics.jobs("nano"), "chunks", task);
        neighbours.events("chunks", 3);
        assertEquals(expected, tasksAfter("chunks", 4).subList(2, 4), "told again");
    }

    /** Without waiting for the manifest: the broker takes no more than the first chunk's task. */
    @Test
    void aChunkIsHandedOnBeforeTheClipIsThere() {
        StageTask task = store("early");
        WorkItem item = new WorkItem(task, Topics.jobs("nano"), 0, 0, 1, Map.of(), new LosableLease());
        List<StageTask> handedOn = new ArrayList<>();
        Announcer announcer = new Announcer(neighbours.broker(), Stages.I2V, message -> {
            if (message.topic().equals(Topics.FRAMES)) {
                handedOn.add(neighbours.codec().read(message.value(), StageTask.class));
                return CompletableFuture.failedFuture(new IllegalStateException("enough"));
            }
            return CompletableFuture.completedFuture(null);
        });
        try (ModelSlot slot = new ModelSlot(
                Map.of("nano", ModelFolder.open(TestModels.NANO)), new InferenceRuntime(1), LoraFiles.NONE)) {
            FrameGeneration generation =
                    new FrameGeneration(neighbours.store(), announcer, slot, new CheckpointPacing(0.02));
            assertThrows(FailureException.class, () -> generation.handle(item));
        }
        assertEquals(ObjectKeys.frames("early", 0, 0), handedOn.get(0).input().key());
        assertTrue(neighbours.store().stat(ObjectKeys.manifest("early")).isEmpty());
    }

    private StageTask submit(String id) {
        StageTask task = store(id);
        neighbours.send(Topics.jobs("nano"), id, task);
        return task;
    }

    /** A job of two frames in two chunks, to become five. */
    private StageTask store(String id) {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        new RgbImage(SIZE, SIZE, SmallJobs.gradient(SIZE, SIZE, 0)).writePng(png);
        ObjectRef still = neighbours.store().put(ObjectKeys.still(id), png.toByteArray(), "image/png");
        JobParameters parameters = SmallJobs.interpolated(
                SmallJobs.parameters(SIZE, SIZE, 2, 1, List.of()),
                new Interpolation(4, InterpolationMethod.DIFFUSION),
                1);
        byte[] body = neighbours.codec().write(new Job(id, "nano", still, parameters, JobTerms.DEFAULT, Map.of(), ""));
        return new StageTask(id, neighbours.store().put(ObjectKeys.job(id), body, "application/json"));
    }

    private FrameManifest manifest(FramesGenerated generated) {
        return neighbours.codec().read(neighbours.store().get(generated.manifest()), FrameManifest.class);
    }

    private List<StageTask> tasksAfter(String id, int count) {
        return neighbours.records(Topics.FRAMES, id, count).stream()
                .map(message -> neighbours.codec().read(message.value(), StageTask.class))
                .toList();
    }
}
