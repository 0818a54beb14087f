package dev.kinora.interpolation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kinora.contract.Encoding;
import dev.kinora.contract.Failure;
import dev.kinora.contract.FrameArchive;
import dev.kinora.contract.Interpolation;
import dev.kinora.contract.InterpolationMethod;
import dev.kinora.contract.Job;
import dev.kinora.contract.JobEvent;
import dev.kinora.contract.JobEvent.ClipEncoded;
import dev.kinora.contract.JobEvent.JobFailed;
import dev.kinora.contract.JobEvent.JobStarted;
import dev.kinora.contract.JobParameters;
import dev.kinora.contract.JobProgress;
import dev.kinora.contract.JobTerms;
import dev.kinora.contract.ObjectKeys;
import dev.kinora.contract.ObjectRef;
import dev.kinora.contract.Recipe;
import dev.kinora.contract.StageTask;
import dev.kinora.contract.Stages;
import dev.kinora.contract.Topics;
import dev.kinora.engine.InterpolationFactor;
import dev.kinora.engine.InterpolationSampler;
import dev.kinora.engine.ModelFolder;
import dev.kinora.engine.image.RgbImage;
import dev.kinora.inference.Cancellation;
import dev.kinora.inference.CancelledException;
import dev.kinora.inference.InferenceRuntime;
import dev.kinora.interpolation.engine.KeptWindows;
import dev.kinora.interpolation.engine.WindowInterpolator;
import dev.kinora.interpolation.engine.WindowSettings;
import dev.kinora.mp4.ClipTags;
import dev.kinora.mp4.Mp4Probe;
import dev.kinora.outcomes.AttemptLog;
import dev.kinora.testbed.LosableLease;
import dev.kinora.testbed.Neighbours;
import dev.kinora.testbed.Servers;
import dev.kinora.testbed.SmallJobs;
import dev.kinora.work.Announcer;
import dev.kinora.work.WorkItem;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stage with chunks of frames, which come one by one: a real broker, a real store and the bundled model. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class ChunkInterpolationTest {
    private static final int FRAMES = 6;
    private static final Path MODELS = Path.of(System.getProperty("kinora.root"), "i2v-worker", "models");

    @TempDir
    Path folder;

    private final Neighbours neighbours = Neighbours.ofApplication();
    private final StoredChunks chunks = new StoredChunks(neighbours);

    @AfterEach
    void leave() {
        neighbours.close();
    }

    /** The second chunk comes first, as it may with several workers. */
    @Test
    void putsFramesBetweenThoseOfEachChunk() throws IOException {
        StageTask[] tasks = chunkTasks("filled", new Interpolation(4, InterpolationMethod.DIFFUSION));
        neighbours.send(Topics.FRAMES, "filled", tasks[1]);
        neighbours.send(Topics.FRAMES, "filled", tasks[0]);

        List<JobEvent> events = neighbours.events("filled", 2);
        assertInstanceOf(JobStarted.class, events.get(0));
        ObjectRef clip = assertInstanceOf(ClipEncoded.class, events.get(1)).clip();
        Path file = folder.resolve("clip.mp4");
        neighbours.store().download(clip, file);
        assertEquals(new Mp4Probe(StoredChunks.WIDTH, StoredChunks.HEIGHT, 21, 21 / 12.0), Mp4Probe.read(file));
        Recipe recipe = neighbours
                .codec()
                .read(ClipTags.read(file).get(ClipTags.RECIPE).getBytes(StandardCharsets.UTF_8), Recipe.class);
        assertTrue(recipe.interpolationDigest().matches("[0-9a-f]{64}"));
        assertEquals(
                job("filled", new Interpolation(4, InterpolationMethod.DIFFUSION))
                        .parameters(),
                recipe.parameters());
        assertEquals(new Encoding("H.264 High", 22.0, 48, null), recipe.encoding());
        List<RgbImage> frames = chunks.interpolated("filled", folder);
        assertEquals(21, frames.size());
        for (int frame = 0; frame < FRAMES; frame++) {
            assertArrayEquals(
                    StoredChunks.picture(frame).rgb(), frames.get(4 * frame).rgb(), "key frame " + frame);
        }
        assertArrayEquals(windowBetween(3, 4), frames.get(14).rgb(), "the middle of the gap between the chunks");
    }

    @Test
    void aClipIsTheSameHoweverItsChunksCame() throws IOException {
        Interpolation twice = new Interpolation(2, InterpolationMethod.DIFFUSION);
        StageTask[] forwards = chunkTasks("forwards", twice);
        StageTask[] backwards = chunkTasks("backwards", twice);
        neighbours.send(Topics.FRAMES, "forwards", forwards[0]);
        neighbours.send(Topics.FRAMES, "forwards", forwards[1]);
        neighbours.send(Topics.FRAMES, "backwards", backwards[1]);
        neighbours.send(Topics.FRAMES, "backwards", backwards[0]);
        ClipEncoded one = (ClipEncoded) neighbours.events("forwards", 2).get(1);
        ClipEncoded other = (ClipEncoded) neighbours.events("backwards", 2).get(1);
        assertEquals(one.clip().sha256(), other.clip().sha256());
    }

    @Test
    void tellsEachWindow() throws IOException {
        StageTask[] tasks = chunkTasks("windows", new Interpolation(2, InterpolationMethod.DIFFUSION));
        neighbours.send(Topics.FRAMES, "windows", tasks[0]);
        byte[] message =
                neighbours.records(Topics.PROGRESS, "windows", 1).get(0).value();
        JobProgress progress = neighbours.codec().read(message, JobProgress.class);
        assertEquals("interpolate", progress.activity());
        assertEquals(List.of(1, 5), List.of(progress.done(), progress.total()));
        assertTrue(progress.etaSeconds() > 0);
    }

    @Test
    void aChunkDoneAgainOnlyAnnouncesTheClip() throws IOException {
        StageTask[] tasks = chunkTasks("again", new Interpolation(2, InterpolationMethod.CROSS_FADE));
        for (StageTask task : tasks) {
            neighbours.send(Topics.FRAMES, "again", task);
        }
        neighbours.events("again", 2);
        neighbours.send(Topics.FRAMES, "again", tasks[0]);
        List<JobEvent> events = neighbours.events("again", 3);
        assertEquals(events.get(1), events.get(2));
        byte[] middle = chunks.interpolated("again", folder).get(1).rgb();
        assertEquals(5, middle[0], "halfway from 0 to 10");
    }

    @Test
    void anArchiveThatIsNoChunkOfTheJobIsRefused() throws IOException {
        neighbours.sendRetriesBack();
        put(job("foreign", new Interpolation(2, InterpolationMethod.CROSS_FADE)));
        neighbours.send(Topics.FRAMES, "foreign", new StageTask("foreign", chunks.put("foreign", 1, 3)));
        JobFailed failed = assertInstanceOf(
                JobFailed.class, neighbours.events("foreign", 1).get(0));
        assertEquals(
                "input: found jobs/foreign/frames/0001-0003.zip, expected an archive of frames of job foreign",
                failed.failure().message());
    }

    /** A picture that would not fit into any memory, by its header. */
    @Test
    void aFrameOfAnotherSizeIsNotEvenDecoded() throws IOException {
        put(job("bomb", new Interpolation(2, InterpolationMethod.CROSS_FADE)));
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        StoredChunks.picture(0).writePng(png);
        byte[] bomb = png.toByteArray();
        ByteBuffer.wrap(bomb).putInt(16, 60_000).putInt(20, 60_000);
        ByteArrayOutputStream archive = new ByteArrayOutputStream();
        try (FrameArchive.Writer writer = new FrameArchive.Writer(archive, 0)) {
            writer.add(bomb);
        }
        ObjectRef stored = neighbours
                .store()
                .put(ObjectKeys.frames("bomb", 0, 3), archive.toByteArray(), FrameArchive.CONTENT_TYPE);
        neighbours.send(Topics.FRAMES, "bomb", new StageTask("bomb", stored));
        List<JobEvent> events = neighbours.events("bomb", 2);
        assertEquals(
                "frames[0]: found 60000x60000 pixels, expected a PNG of 64x48 pixels",
                assertInstanceOf(JobFailed.class, events.get(1)).failure().message());
    }

    @Test
    void aModelThatThisWorkerHasNotIsNamed() throws IOException {
        neighbours.sendRetriesBack();
        Job job = job("elsewhere", new Interpolation(2, InterpolationMethod.DIFFUSION));
        put(new Job(job.id(), "other", job.source(), job.parameters(), job.terms(), job.labels(), ""));
        neighbours.send(Topics.FRAMES, "elsewhere", new StageTask("elsewhere", chunks.put("elsewhere", 0, 3)));
        List<JobEvent> events = neighbours.events("elsewhere", 4);
        Failure failure = assertInstanceOf(JobFailed.class, events.get(3)).failure();
        assertEquals(List.of("model", "other"), List.of(failure.field(), failure.found()));
    }

    /** Lost when the first of three windows is told: the others are not sampled, and nothing is left. */
    @Test
    void aLostLeaseStopsTheWindows() throws IOException {
        StageTask task = chunkTasks("lost", new Interpolation(4, InterpolationMethod.DIFFUSION))[0];
        LosableLease lease = new LosableLease();
        WorkItem item = new WorkItem(task, Topics.FRAMES, 0, 0, 1, Map.of(), lease);
        int[] told = {0};
        Announcer announcer = new Announcer(neighbours.broker(), Stages.INTERPOLATION, message -> {
            if (message.topic().equals(Topics.PROGRESS)) {
                told[0]++;
                lease.lose();
            }
            return CompletableFuture.completedFuture(null);
        });

        AttemptLog attempts = new AttemptLog(neighbours.store(), announcer, Stages.INTERPOLATION);
        Job job = job("lost", new Interpolation(4, InterpolationMethod.DIFFUSION));
        try (SamplerSlot slot = new SamplerSlot(MODELS, new InferenceRuntime(1))) {
            ChunkInterpolation interpolation =
                    new ChunkInterpolation(neighbours.store(), announcer, slot, new WorkIn(folder));
            assertThrows(CancelledException.class, () -> interpolation.interpolate(item, job, attempts.begin(item)));
        }
        assertEquals(1, told[0]);
        assertTrue(
                neighbours.store().stat("jobs/lost/interpolated/0000-0012.zip").isEmpty());
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(0, left.count(), "files left behind");
        }
    }

    private StageTask[] chunkTasks(String id, Interpolation interpolation) throws IOException {
        put(job(id, interpolation));
        return new StageTask[] {new StageTask(id, chunks.put(id, 0, 3)), new StageTask(id, chunks.put(id, 4, 5))};
    }

    /** The engine's own answer for one gap. */
    private static byte[] windowBetween(int first, int last) {
        Path model = MODELS.resolve("nano");
        try (InferenceRuntime runtime = new InferenceRuntime(2);
                InterpolationSampler sampler = InterpolationSampler.open(ModelFolder.open(model), runtime)) {
            WindowInterpolator windows =
                    new WindowInterpolator(sampler, new WindowSettings(7, 127, 42, 1), KeptWindows.NONE, done -> {});
            List<RgbImage> ends = List.of(StoredChunks.picture(first), StoredChunks.picture(last));
            return windows.between(ends, first, new InterpolationFactor(4), new Cancellation())
                    .get(0)
                    .get(1)
                    .rgb();
        }
    }

    private void put(Job job) {
        neighbours.store().put(ObjectKeys.job(job.id()), neighbours.codec().write(job), "application/json");
    }

    /** In chunks of 4 frames. */
    private static Job job(String id, Interpolation interpolation) {
        JobParameters parameters = SmallJobs.interpolated(
                SmallJobs.parameters(StoredChunks.WIDTH, StoredChunks.HEIGHT, FRAMES, 1, List.of()), interpolation, 4);
        return new Job(
                id, "nano", new ObjectRef(ObjectKeys.still(id), 1, ""), parameters, JobTerms.DEFAULT, Map.of(), "");
    }
}
