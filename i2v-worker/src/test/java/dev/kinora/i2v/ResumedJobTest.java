package dev.kinora.i2v;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kinora.contract.FrameManifest;
import dev.kinora.contract.Guidance;
import dev.kinora.contract.Job;
import dev.kinora.contract.JobOutcome;
import dev.kinora.contract.JobParameters;
import dev.kinora.contract.JobProgress;
import dev.kinora.contract.JobTerms;
import dev.kinora.contract.ObjectKeys;
import dev.kinora.contract.ObjectRef;
import dev.kinora.contract.Sampling;
import dev.kinora.contract.StageAttempt;
import dev.kinora.contract.StageTask;
import dev.kinora.contract.Stages;
import dev.kinora.contract.Topics;
import dev.kinora.engine.LoraFiles;
import dev.kinora.engine.ModelFolder;
import dev.kinora.engine.image.RgbImage;
import dev.kinora.engine.resume.RunIdentity;
import dev.kinora.engine.resume.RunState;
import dev.kinora.engine.resume.RunStateFile;
import dev.kinora.engine.solver.SolverState;
import dev.kinora.inference.Cancellation;
import dev.kinora.inference.CancelledException;
import dev.kinora.inference.InferenceRuntime;
import dev.kinora.inference.Tensor;
import dev.kinora.objects.ObjectStore;
import dev.kinora.objects.StoreSettings;
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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs that break off and are picked up again: the bundled model, a real store. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
@QuarkusTestResource(TestModels.class)
class ResumedJobTest {
    private static final int SIZE = 32;
    private static final int STEPS = 6;

    private static ModelSlot slot;

    @TempDir
    Path folder;

    private final Neighbours neighbours = Neighbours.ofApplication();
    private final ObjectStore store = neighbours.store();
    private final LogLines log = new LogLines();

    @BeforeAll
    static void open() {
        slot = new ModelSlot(
                Map.of("nano", ModelFolder.open(TestModels.NANO)), new InferenceRuntime(2), LoraFiles.NONE);
    }

    @AfterAll
    static void close() {
        slot.close();
    }

    @BeforeEach
    void listen() {
        Logger.getLogger(Checkpoints.class.getName()).addHandler(log);
    }

    @AfterEach
    void leave() {
        Logger.getLogger(Checkpoints.class.getName()).removeHandler(log);
        neighbours.close();
    }

    /** Told to leave after step 3, which is kept though no checkpoint was due. */
    @Test
    void goesOnWhereItWasToldToLeave() {
        assertEquals(List.of("encode 1", "denoise 1", "denoise 2", "denoise 3"), brokenOff("left", 0, 3));
        assertEquals(1, checkpoints("left").size());
        assertTrue(checkpoints("left").get(0).startsWith("jobs/left/checkpoint/0003-"));

        List<String> told = finished("left", 0);
        assertEquals(List.of("encode 1", "denoise 3", "denoise 4", "denoise 5", "denoise 6"), told.subList(0, 5));
        assertEquals(List.of("job left goes on after step 3 of 6"), log.lines);
        assertEquals(List.of(), checkpoints("left"), "of no more use");
        finished("whole", 0);
        assertEquals(frames("whole"), frames("left"));
    }

    /** Who broke off is known to have been here, and on what. */
    @Test
    void everyAttemptIsWrittenDown() {
        brokenOff("tried", 0, 3);
        finished("tried", 0);
        AttemptLog log = new AttemptLog(store, announcer(new ArrayList<>(), new LosableLease(), 0), Stages.I2V);
        List<StageAttempt> attempts = log.of("tried");
        assertEquals(2, attempts.size(), attempts::toString);
        assertNull(attempts.get(0).finished());
        assertEquals(Set.of("load"), attempts.get(0).seconds().keySet());
        StageAttempt second = attempts.get(1);
        assertEquals(
                Set.of("load", "encode", "resume", "denoise", "decode", "upload"),
                second.seconds().keySet());
        assertFalse(second.finished().isBefore(second.started()));
        assertEquals(attempts.get(0).network(), second.network());
        assertTrue(second.network().fingerprint().startsWith("onnxruntime "));
        assertTrue(second.network().model().matches("[0-9a-f]{64}"));
    }

    @Test
    void onlyTheNewestCheckpointIsKept() {
        brokenOff("newest", 1, 5);
        assertEquals(1, checkpoints("newest").size());
        assertTrue(checkpoints("newest").get(0).startsWith("jobs/newest/checkpoint/0005-"));
    }

    @Test
    void aDamagedCheckpointIsIgnoredAndTheOneBeforeTaken() {
        brokenOff("damaged", 0, 2);
        String sound = checkpoints("damaged").get(0);
        byte[] bytes = store.get(sound);
        bytes[bytes.length - 1] ^= 1;
        String damaged = sound.replace("/0002-", "/0004-");
        store.put(damaged, bytes, "application/octet-stream");

        assertEquals("denoise 2", finished("damaged", 0).get(1));
        assertEquals(2, log.lines.size(), log.lines.toString());
        String warning = "job damaged: ignored checkpoint " + damaged + ": " + damaged + ": found SHA-256 ";
        assertTrue(log.lines.get(0).startsWith(warning), log.lines.get(0));
    }

    @Test
    void aCheckpointOfAnotherMachineIsIgnored() throws IOException {
        RunIdentity run = planted("foreign", state -> {
            RunIdentity own = state.run();
            return new RunIdentity(own.parameters(), own.still(), own.loras(), own.model(), "another");
        });
        assertEquals("denoise 1", finished("foreign", 0).get(1));
        assertEquals(1, log.lines.size(), log.lines.toString());
        assertTrue(
                log.lines.get(0).endsWith("it is of another run: fingerprint another, expected " + run.fingerprint()),
                log.lines.get(0));
    }

    @Test
    void aCheckpointOfAnotherModelIsIgnored() throws IOException {
        planted("retrained", state -> {
            RunIdentity own = state.run();
            return new RunIdentity(own.parameters(), own.still(), own.loras(), "another", own.fingerprint());
        });
        assertEquals("denoise 1", finished("retrained", 0).get(1));
        assertTrue(log.lines.get(0).contains("it is of another run: model another, expected "), log.lines.get(0));
    }

    /** The frames of the chunk that lies there are taken for this job's, whatever they show. */
    @Test
    void aChunkThatIsThereIsTakenAndHandedOn() {
        Job job = store("taken");
        byte[] other = {1, 2, 3};
        ObjectRef planted = store.put(ObjectKeys.frames("taken", 0, 0), other, "application/zip");
        List<FrameManifest.Chunk> told = new ArrayList<>();
        try (FrameUpload upload = new FrameUpload(store, job, told::add)) {
            assertTrue(upload.has(0, 0));
            assertFalse(upload.has(1, 1));
            upload.chunk(1, List.of(still()));
            FrameManifest manifest = upload.finish(null);
            assertEquals(planted, manifest.chunks().get(0).archive());
            assertEquals(manifest.chunks(), told);
            assertEquals(List.of(2, SIZE), List.of(manifest.frames(), manifest.width()));
        }
    }

    /** Its last checkpoint comes after all was cleaned away, and must not stay. */
    @Test
    void theCheckpointOfAJobThatHasEndedIsTakenAway() {
        LosableLease lease = new LosableLease();
        Announcer announcer = announcer(new ArrayList<>(), lease, STEPS / 2);
        WorkItem item = item("ended", lease);
        store.put(
                ObjectKeys.outcome("ended"),
                neighbours.codec().write(JobOutcome.cancelled("ended", "not wanted")),
                "application/json");
        assertThrows(CancelledException.class, () -> generation(announcer, 0).handle(item));
        assertEquals(List.of(), checkpoints("ended"));
    }

    /** Nothing answers at its address. */
    @Test
    void aStoreThatIsAwayIsToldOnceAndFailsNothing() {
        SolverState solver = new SolverState(1, Tensor.allocate(1, 1, 4, 4), List.of());
        RunState state = new RunState(new RunIdentity("", "", "", "", ""), solver, 0);
        Cancellation cancellation = new Cancellation();
        Job job = job("away", new ObjectRef("still", 1, ""));
        try (ObjectStore away =
                        new ObjectStore(new StoreSettings("http://127.0.0.1:1", "region", "bucket", "key", "secret"));
                Checkpoints checkpoints =
                        new Checkpoints(away, job, new CheckpointPacing(1), new LosableLease(), cancellation)) {
            checkpoints.reached(state);
            cancellation.requestStop();
            checkpoints.reached(state);
        }
        assertEquals(1, log.lines.size(), log.lines.toString());
        String warning =
                "job away: no checkpoint could be written (told once): store bucket bucket at http://127.0.0.1:1";
        assertTrue(log.lines.get(0).startsWith(warning), log.lines.get(0));
    }

    private interface OtherIdentity {
        RunIdentity of(RunState state);
    }

    /** Breaks a job off and puts the checkpoint's identity in place of its own, as another worker's lies there. */
    private RunIdentity planted(String id, OtherIdentity other) throws IOException {
        brokenOff(id, 0, 2);
        String key = checkpoints(id).get(0);
        Path file = folder.resolve("state");
        store.download(key, file);
        RunState own = RunStateFile.read(file, key);
        RunStateFile.write(new RunState(other.of(own), own.solver(), own.noisePosition()), file);
        store.put(key, file, "application/octet-stream");
        return own.run();
    }

    /** Works on a job until a step is told, when the lease is lost. What was told. */
    private List<String> brokenOff(String id, double share, int step) {
        LosableLease lease = new LosableLease();
        List<String> told = new ArrayList<>();
        WorkItem item = item(id, lease);
        FrameGeneration generation = generation(announcer(told, lease, step), share);
        assertThrows(CancelledException.class, () -> generation.handle(item));
        return told;
    }

    private List<String> finished(String id, double share) {
        LosableLease lease = new LosableLease();
        List<String> told = new ArrayList<>();
        generation(announcer(told, lease, Integer.MAX_VALUE), share).handle(item(id, lease));
        return told;
    }

    private FrameGeneration generation(Announcer announcer, double share) {
        return new FrameGeneration(store, announcer, slot, new CheckpointPacing(share));
    }

    private Announcer announcer(List<String> told, LosableLease lease, int lostAfter) {
        return new Announcer(neighbours.broker(), Stages.I2V, message -> {
            if (message.topic().equals(Topics.PROGRESS)) {
                JobProgress progress = neighbours.codec().read(message.value(), JobProgress.class);
                told.add(progress.activity() + " " + progress.done());
                if (progress.activity().equals("denoise") && progress.done() == lostAfter) {
                    lease.lose();
                }
            }
            return CompletableFuture.completedFuture(null);
        });
    }

    private WorkItem item(String id, LosableLease lease) {
        Job job = store(id);
        ObjectRef stored = store.put(ObjectKeys.job(id), neighbours.codec().write(job), "application/json");
        return new WorkItem(new StageTask(id, stored), Topics.jobs("nano"), 0, 0, 1, Map.of(), lease);
    }

    private Job store(String id) {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        still().writePng(png);
        ObjectRef still = store.put(ObjectKeys.still(id), png.toByteArray(), "image/png");
        return job(id, still);
    }

    private static Job job(String id, ObjectRef still) {
        Sampling sampling = new Sampling("lms", STEPS, "karras", List.of(), 0);
        JobParameters parameters = SmallJobs.parameters(SIZE, SIZE, 2, sampling, Guidance.linear(1, 1), List.of());
        return new Job(id, "nano", still, parameters, JobTerms.DEFAULT, Map.of(), "");
    }

    private static RgbImage still() {
        return new RgbImage(SIZE, SIZE, SmallJobs.gradient(SIZE, SIZE, 0));
    }

    private List<String> checkpoints(String id) {
        return store.list(ObjectKeys.checkpoints(id)).map(ObjectRef::key).toList();
    }

    private List<String> frames(String id) {
        FrameManifest manifest = neighbours.codec().read(store.get(ObjectKeys.manifest(id)), FrameManifest.class);
        return manifest.chunks().stream().map(chunk -> chunk.archive().sha256()).toList();
    }
}
