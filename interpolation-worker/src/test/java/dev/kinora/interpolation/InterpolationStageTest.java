package dev.kinora.interpolation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kinora.contract.DeadLetter;
import dev.kinora.contract.Failure;
import dev.kinora.contract.Fit;
import dev.kinora.contract.FrameArchive;
import dev.kinora.contract.FrameManifest;
import dev.kinora.contract.FrameManifest.Chunk;
import dev.kinora.contract.Guidance;
import dev.kinora.contract.Interpolation;
import dev.kinora.contract.InterpolationMethod;
import dev.kinora.contract.Job;
import dev.kinora.contract.JobEvent;
import dev.kinora.contract.JobEvent.ClipEncoded;
import dev.kinora.contract.JobEvent.JobFailed;
import dev.kinora.contract.JobEvent.JobStarted;
import dev.kinora.contract.JobParameters;
import dev.kinora.contract.JobProgress;
import dev.kinora.contract.ObjectKeys;
import dev.kinora.contract.ObjectRef;
import dev.kinora.contract.Sampling;
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
import dev.kinora.interpolation.engine.WindowInterpolator;
import dev.kinora.interpolation.engine.WindowSettings;
import dev.kinora.mp4.Mp4Probe;
import dev.kinora.mp4.Poster;
import dev.kinora.work.Announcer;
import dev.kinora.work.Lease;
import dev.kinora.work.WorkItem;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stage as it runs: its own start and channel, a real broker and a real store. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class InterpolationStageTest {
    private static final int WIDTH = 64;
    private static final int HEIGHT = 48;
    private static final int FRAMES = 6;

    @TempDir
    Path folder;

    private final Neighbours neighbours = new Neighbours();

    @AfterEach
    void leave() {
        neighbours.close();
    }

    @Test
    void encodesTheFramesInOrder() throws IOException {
        neighbours.send(Topics.FRAMES, "encoded", task("encoded"));

        List<JobEvent> events = neighbours.events("encoded", 2);
        assertInstanceOf(JobStarted.class, events.get(0));
        ObjectRef clip = assertInstanceOf(ClipEncoded.class, events.get(1)).clip();
        assertEquals(ObjectKeys.clip("encoded"), clip.key());

        Path file = folder.resolve("clip.mp4");
        neighbours.store.download(clip, file);
        assertEquals(new Mp4Probe(WIDTH, HEIGHT, FRAMES, FRAMES / 12.0), Mp4Probe.read(file));
        assertArrayEquals(Poster.jpeg(picture(0)), neighbours.store.get(ObjectKeys.poster("encoded")));

        byte[] next = neighbours.records(Topics.CLIPS, "encoded", 1).get(0).value();
        assertEquals(new StageTask("encoded", clip), neighbours.codec.read(next, StageTask.class));
    }

    @Test
    void equalFramesMakeEqualClips() throws IOException {
        neighbours.send(Topics.FRAMES, "one", task("one"));
        neighbours.send(Topics.FRAMES, "other", task("other"));
        ClipEncoded one = (ClipEncoded) neighbours.events("one", 2).get(1);
        ClipEncoded other = (ClipEncoded) neighbours.events("other", 2).get(1);
        assertEquals(one.clip().sha256(), other.clip().sha256());
    }

    @Test
    void tellsProgress() throws IOException {
        neighbours.send(Topics.FRAMES, "telling", task("telling"));
        byte[] message =
                neighbours.records(Topics.PROGRESS, "telling", 1).get(0).value();
        JobProgress progress = neighbours.codec.read(message, JobProgress.class);
        assertEquals("encode", progress.activity());
        assertEquals(List.of(1, FRAMES), List.of(progress.done(), progress.total()));
    }

    @Test
    void aRedeliveredTaskIsOnlyAnnouncedAgain() throws IOException {
        StageTask task = task("twice");
        neighbours.send(Topics.FRAMES, "twice", task);
        neighbours.events("twice", 2);
        neighbours.send(Topics.FRAMES, "twice", task);

        List<JobEvent> events = neighbours.events("twice", 3);
        assertEquals(events.get(1), events.get(2));
        assertInstanceOf(ClipEncoded.class, events.get(2));
        assertEquals(2, neighbours.records(Topics.CLIPS, "twice", 2).size());
    }

    @Test
    void aMissingFrameFailsTheJobByName() throws IOException {
        ObjectRef whole = archive("gap", 0, 3);
        ObjectRef shorter = archive("gap", 4, 4);
        FrameManifest manifest = new FrameManifest(
                WIDTH, HEIGHT, FRAMES, List.of(new Chunk(0, 3, whole), new Chunk(4, 5, shorter)), null);
        neighbours.send(Topics.FRAMES, "gap", task(job("gap", Interpolation.NONE), manifest));

        JobFailed failed =
                assertInstanceOf(JobFailed.class, neighbours.events("gap", 4).get(3));
        assertEquals(
                "frames: found the end of the archive, expected frame-0005.png",
                failed.failure().message());
        assertTrue(neighbours.store.stat(ObjectKeys.clip("gap")).isEmpty());
    }

    @Test
    void aMalformedTaskIsSetAsideAndTheNextOneDone() throws IOException {
        neighbours.send(Topics.FRAMES, "malformed", Map.of("id", "malformed", "colour", "red"));
        neighbours.send(Topics.FRAMES, "next", task("next"));

        assertInstanceOf(ClipEncoded.class, neighbours.events("next", 2).get(1));
        byte[] letter = neighbours
                .read(Topics.DEAD_LETTERS, message -> text(message.value()).contains("colour"), 1)
                .get(0)
                .value();
        assertEquals(
                Topics.FRAMES, neighbours.codec.read(letter, DeadLetter.class).topic());
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
        neighbours.store.download(clip, file);
        assertEquals(new Mp4Probe(WIDTH, HEIGHT, 21, 21 / 12.0), Mp4Probe.read(file));
        List<RgbImage> frames = interpolated("filled");
        assertEquals(21, frames.size());
        for (int frame = 0; frame < FRAMES; frame++) {
            assertArrayEquals(picture(frame).rgb(), frames.get(4 * frame).rgb(), "key frame " + frame);
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
        JobProgress progress = neighbours.codec.read(message, JobProgress.class);
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
        byte[] middle = interpolated("again").get(1).rgb();
        assertEquals(5, middle[0], "halfway from 0 to 10");
    }

    @Test
    void anArchiveThatIsNoChunkOfTheJobIsRefused() throws IOException {
        put(job("foreign", new Interpolation(2, InterpolationMethod.CROSS_FADE)));
        neighbours.send(Topics.FRAMES, "foreign", new StageTask("foreign", archive("foreign", 1, 3)));
        JobFailed failed = assertInstanceOf(
                JobFailed.class, neighbours.events("foreign", 1).get(0));
        assertEquals(
                "input: found jobs/foreign/frames/0001-0003.zip, expected an archive of frames of job foreign",
                failed.failure().message());
    }

    @Test
    void aModelThatThisWorkerHasNotIsNamed() throws IOException {
        Job job = job("elsewhere", new Interpolation(2, InterpolationMethod.DIFFUSION));
        put(new Job(job.id(), "other", job.source(), job.parameters(), job.labels(), ""));
        neighbours.send(Topics.FRAMES, "elsewhere", new StageTask("elsewhere", archive("elsewhere", 0, 3)));
        List<JobEvent> events = neighbours.events("elsewhere", 4);
        Failure failure = assertInstanceOf(JobFailed.class, events.get(3)).failure();
        assertEquals(List.of("model", "other"), List.of(failure.field(), failure.found()));
    }

    /** Lost when the first of three windows is told: the others are not sampled, and nothing is left. */
    @Test
    void aLostLeaseStopsTheWindows() throws IOException {
        StageTask task = chunkTasks("lost", new Interpolation(4, InterpolationMethod.DIFFUSION))[0];
        Losable lease = new Losable();
        WorkItem item = new WorkItem(task, Topics.FRAMES, 0, 0, 1, Map.of(), lease);
        int[] told = {0};
        Announcer announcer = new Announcer(neighbours.broker, Stages.INTERPOLATION, message -> {
            if (message.topic().equals(Topics.PROGRESS)) {
                told[0]++;
                lease.lose();
            }
            return CompletableFuture.completedFuture(null);
        });
        Path models = Path.of(System.getProperty("kinora.root"), "i2v-worker", "models");
        Job job = job("lost", new Interpolation(4, InterpolationMethod.DIFFUSION));
        try (SamplerSlot slot = new SamplerSlot(models, new InferenceRuntime(1))) {
            ChunkInterpolation interpolation =
                    new ChunkInterpolation(neighbours.store, announcer, slot, new WorkIn(folder));
            assertThrows(CancelledException.class, () -> interpolation.interpolate(item, job));
        }
        assertEquals(1, told[0]);
        assertTrue(neighbours.store.stat("jobs/lost/interpolated/0000-0012.zip").isEmpty());
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(0, left.count(), "files left behind");
        }
    }

    private record WorkIn(Path workDirectory) implements InterpolationSettings {
        @Override
        public int windows() {
            return 1;
        }
    }

    /** A lease that can be lost by hand. */
    private static final class Losable implements Lease {
        private final List<Runnable> callbacks = new ArrayList<>();

        @Override
        public boolean isHeld() {
            return true;
        }

        @Override
        public void onLost(Runnable callback) {
            callbacks.add(callback);
        }

        void lose() {
            callbacks.forEach(Runnable::run);
        }
    }

    private StageTask[] chunkTasks(String id, Interpolation interpolation) throws IOException {
        put(job(id, interpolation));
        return new StageTask[] {new StageTask(id, archive(id, 0, 3)), new StageTask(id, archive(id, 4, 5))};
    }

    private List<RgbImage> interpolated(String id) throws IOException {
        byte[] body = neighbours.store.get(ObjectKeys.interpolatedManifest(id));
        List<RgbImage> frames = new ArrayList<>();
        new StoredFrames(neighbours.store, folder)
                .read(neighbours.codec.read(body, FrameManifest.class), (index, frame) -> frames.add(frame));
        return frames;
    }

    /** The engine's own answer for one gap. */
    private static byte[] windowBetween(int first, int last) {
        Path model = Path.of(System.getProperty("kinora.root"), "i2v-worker", "models", "nano");
        try (InferenceRuntime runtime = new InferenceRuntime(2);
                InterpolationSampler sampler = InterpolationSampler.open(ModelFolder.open(model), runtime)) {
            WindowInterpolator windows = new WindowInterpolator(sampler, new WindowSettings(7, 127, 42, 1), done -> {});
            List<RgbImage> ends = List.of(picture(first), picture(last));
            return windows.between(ends, first, new InterpolationFactor(4), new Cancellation())
                    .get(0)
                    .get(1)
                    .rgb();
        }
    }

    private StageTask task(String id) throws IOException {
        Chunk first = new Chunk(0, 3, archive(id, 0, 3));
        Chunk second = new Chunk(4, 5, archive(id, 4, 5));
        return task(
                job(id, Interpolation.NONE), new FrameManifest(WIDTH, HEIGHT, FRAMES, List.of(first, second), null));
    }

    private StageTask task(Job job, FrameManifest manifest) {
        put(job);
        byte[] body = neighbours.codec.write(manifest);
        return new StageTask(job.id(), neighbours.store.put(ObjectKeys.manifest(job.id()), body, "application/json"));
    }

    private void put(Job job) {
        neighbours.store.put(ObjectKeys.job(job.id()), neighbours.codec.write(job), "application/json");
    }

    private ObjectRef archive(String id, int first, int last) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (FrameArchive.Writer writer = new FrameArchive.Writer(bytes, first)) {
            for (int frame = first; frame <= last; frame++) {
                ByteArrayOutputStream png = new ByteArrayOutputStream();
                picture(frame).writePng(png);
                writer.add(png.toByteArray());
            }
        }
        return neighbours.store.put(ObjectKeys.frames(id, first, last), bytes.toByteArray(), FrameArchive.CONTENT_TYPE);
    }

    private static Job job(String id, Interpolation interpolation) {
        JobParameters parameters = new JobParameters(
                WIDTH,
                HEIGHT,
                Fit.CROP,
                FRAMES,
                Sampling.euler(1),
                7,
                12,
                127,
                0.02,
                Guidance.linear(1, 1),
                42,
                List.of(),
                interpolation,
                4,
                80);
        return new Job(id, "nano", new ObjectRef(ObjectKeys.still(id), 1, ""), parameters, Map.of(), "");
    }

    private static RgbImage picture(int frame) {
        byte[] rgb = new byte[WIDTH * HEIGHT * 3];
        for (int at = 0; at < rgb.length; at++) {
            rgb[at] = (byte) (at / 3 % WIDTH * 3 + frame * 10);
        }
        return new RgbImage(WIDTH, HEIGHT, rgb);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
