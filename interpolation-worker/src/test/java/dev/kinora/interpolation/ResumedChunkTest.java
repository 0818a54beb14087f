package dev.kinora.interpolation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kinora.contract.FrameArchive;
import dev.kinora.contract.Interpolation;
import dev.kinora.contract.InterpolationMethod;
import dev.kinora.contract.Job;
import dev.kinora.contract.JobParameters;
import dev.kinora.contract.JobProgress;
import dev.kinora.contract.JobTerms;
import dev.kinora.contract.ObjectKeys;
import dev.kinora.contract.ObjectRef;
import dev.kinora.contract.StageTask;
import dev.kinora.contract.Stages;
import dev.kinora.contract.Topics;
import dev.kinora.engine.image.RgbImage;
import dev.kinora.inference.CancelledException;
import dev.kinora.inference.InferenceRuntime;
import dev.kinora.outcomes.AttemptLog;
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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Chunks that break off between two windows and are picked up again: the bundled model, a real store. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class ResumedChunkTest {
    private static SamplerSlot slot;

    @TempDir
    Path folder;

    private final Neighbours neighbours = Neighbours.ofApplication();

    @BeforeAll
    static void open() {
        Path models = Path.of(System.getProperty("kinora.root"), "i2v-worker", "models");
        slot = new SamplerSlot(models, new InferenceRuntime(1));
    }

    @AfterAll
    static void close() {
        slot.close();
    }

    @AfterEach
    void leave() {
        neighbours.close();
    }

    /** Broken off after two of three windows; the second attempt finds one of them, as the other is damaged. */
    @Test
    void aChunkGoesOnWhereItBrokeOff() throws IOException {
        Job job = job("resumed");
        assertEquals(List.of(1, 2), brokenOff(job, 2));
        List<String> kept = windows("resumed");
        assertEquals(2, kept.size(), kept.toString());
        assertTrue(kept.get(0).matches("jobs/resumed/windows/0000-0003/[0-9a-f]{16}-0-00000.zip"), kept.get(0));
        byte[] cut = Arrays.copyOf(neighbours.store().get(kept.get(1)), 200);
        neighbours.store().put(kept.get(1), cut, FrameArchive.CONTENT_TYPE);

        assertEquals(List.of(1, 2, 3), finished(job));
        assertEquals(List.of(), windows("resumed"), "of no more use");
        finished(job("never-broken"));
        assertEquals(archive("never-broken").sha256(), archive("resumed").sha256());
    }

    /** What lies there for a window is taken for it, whatever it shows. */
    @Test
    void aWindowThatIsThereIsNotSampled() throws IOException {
        Job job = job("planted");
        brokenOff(job, 1);
        ByteArrayOutputStream window = new ByteArrayOutputStream();
        try (FrameArchive.Writer writer = new FrameArchive.Writer(window, 0)) {
            for (int frame = 7; frame < 10; frame++) {
                ByteArrayOutputStream png = new ByteArrayOutputStream();
                StoredChunks.picture(frame).writePng(png);
                writer.add(png.toByteArray());
            }
        }
        neighbours.store().put(windows("planted").get(0), window.toByteArray(), FrameArchive.CONTENT_TYPE);
        finished(job);
        List<RgbImage> frames = new ArrayList<>();
        byte[] archive = neighbours.store().get(archive("planted"));
        FrameArchive.read(new ByteArrayInputStream(archive), 0, 12, (index, png) -> frames.add(RgbImage.readPng(png)));
        assertArrayEquals(StoredChunks.picture(8).rgb(), frames.get(2).rgb());
    }

    /** Told another motion, the network makes other frames. */
    @Test
    void aWindowOfOtherParametersIsLeftAlone() throws IOException {
        brokenOff(job("changed", 1), 2);
        finished(job("changed", 2));
        finished(job("unchanged", 2));
        assertEquals(archive("unchanged").sha256(), archive("changed").sha256());
    }

    /** Loses the lease when so many windows are told. What was told. */
    private List<Integer> brokenOff(Job job, int windows) {
        List<Integer> told = new ArrayList<>();
        assertThrows(CancelledException.class, () -> interpolate(job, windows, told));
        return told;
    }

    private List<Integer> finished(Job job) throws IOException {
        List<Integer> told = new ArrayList<>();
        interpolate(job, Integer.MAX_VALUE, told);
        return told;
    }

    private void interpolate(Job job, int lostAfter, List<Integer> told) throws IOException {
        LosableLease lease = new LosableLease();
        Announcer announcer = new Announcer(neighbours.broker(), Stages.INTERPOLATION, message -> {
            if (message.topic().equals(Topics.PROGRESS)) {
                told.add(neighbours
                        .codec()
                        .read(message.value(), JobProgress.class)
                        .done());
                if (told.size() == lostAfter) {
                    lease.lose();
                }
            }
            return CompletableFuture.completedFuture(null);
        });
        StageTask task = new StageTask(job.id(), new StoredChunks(neighbours).put(job.id(), 0, 3));
        WorkItem item = new WorkItem(task, Topics.FRAMES, 0, 0, 1, Map.of(), lease);
        AttemptLog attempts = new AttemptLog(neighbours.store(), announcer, Stages.INTERPOLATION);
        new ChunkInterpolation(neighbours.store(), announcer, slot, new WorkIn(folder))
                .interpolate(item, job, attempts.begin(item));
    }

    private ObjectRef archive(String id) {
        return neighbours
                .store()
                .stat("jobs/" + id + "/interpolated/0000-0012.zip")
                .orElseThrow();
    }

    private List<String> windows(String id) {
        return neighbours
                .store()
                .list("jobs/" + id + "/windows/")
                .map(ObjectRef::key)
                .sorted()
                .toList();
    }

    private static Job job(String id) {
        return job(id, 1);
    }

    /** Of four frames in one chunk, three windows. */
    private static Job job(String id, int motionBucket) {
        JobParameters small = SmallJobs.interpolated(
                SmallJobs.parameters(StoredChunks.WIDTH, StoredChunks.HEIGHT, 4, 1, List.of()),
                new Interpolation(4, InterpolationMethod.DIFFUSION),
                4);
        JobParameters parameters = new JobParameters(
                small.width(),
                small.height(),
                small.fit(),
                small.frames(),
                small.sampling(),
                small.fps(),
                small.playbackFps(),
                motionBucket,
                small.noiseAugmentation(),
                small.guidance(),
                small.seed(),
                small.camera(),
                small.interpolation(),
                small.decodeChunk(),
                small.encoding());
        return new Job(
                id, "nano", new ObjectRef(ObjectKeys.still(id), 1, ""), parameters, JobTerms.DEFAULT, Map.of(), "");
    }
}
