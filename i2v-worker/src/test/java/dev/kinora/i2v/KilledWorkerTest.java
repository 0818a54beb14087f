package dev.kinora.i2v;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kinora.contract.FrameManifest;
import dev.kinora.contract.Guidance;
import dev.kinora.contract.Job;
import dev.kinora.contract.JobEvent.FramesGenerated;
import dev.kinora.contract.JobParameters;
import dev.kinora.contract.JobProgress;
import dev.kinora.contract.JobTerms;
import dev.kinora.contract.ObjectKeys;
import dev.kinora.contract.ObjectRef;
import dev.kinora.contract.Sampling;
import dev.kinora.contract.StageTask;
import dev.kinora.contract.Topics;
import dev.kinora.engine.image.RgbImage;
import dev.kinora.testbed.Neighbours;
import dev.kinora.testbed.Servers;
import dev.kinora.testbed.SmallJobs;
import dev.kinora.work.Topology;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Workers in processes of their own, ended at a step of a job; the next one goes on. Default pacing, a clip of default size. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
@QuarkusTestResource(TestModels.class)
class KilledWorkerTest {
    private static final int WIDTH = 320;
    private static final int HEIGHT = 192;
    private static final int STEPS = 12;

    private final Neighbours neighbours = Neighbours.ofApplication();

    @BeforeEach
    void createTopics() {
        Topology.prepareForWork(neighbours.broker(), Topics.jobsDefinitions(WorkerProcess.MODEL));
    }

    @AfterEach
    void leave() {
        neighbours.close();
    }

    @Test
    @SuppressWarnings("try") // the last worker is only there
    void anotherWorkerGoesOnWithTheSameBytes() throws Exception {
        try (WorkerProcess first = WorkerProcess.beside(neighbours)) {
            submit("killed");
            awaitStep("killed", 7);
            first.kill();
        }
        try (WorkerProcess second = WorkerProcess.beside(neighbours)) {
            neighbours.events("killed", 3);
            submit("told");
            awaitStep("told", 7);
            second.terminate();
        }
        try (WorkerProcess third = WorkerProcess.beside(neighbours)) {
            neighbours.events("told", 3);
            submit("undisturbed");
            neighbours.events("undisturbed", 2);
        }
        assertTrue(resumedAfter("killed") >= 5, () -> "after step " + resumedAfter("killed"));
        assertTrue(resumedAfter("told") >= 7, () -> "after step " + resumedAfter("told"));
        assertEquals(frames("undisturbed"), frames("killed"));
        assertEquals(frames("undisturbed"), frames("told"));
    }

    private void awaitStep(String id, int step) {
        neighbours.read(
                Topics.PROGRESS, message -> id.equals(message.key()) && isStep(progress(message.value()), step), 1);
    }

    /** The first step that the last worker told, which is the one it found. */
    private int resumedAfter(String id) {
        List<JobProgress> told = neighbours.records(Topics.PROGRESS, id, STEPS).stream()
                .map(message -> progress(message.value()))
                .toList();
        int begin = 0;
        for (int i = 0; i < told.size(); i++) {
            begin = told.get(i).activity().equals("encode") ? i : begin;
        }
        return told.get(begin + 1).done();
    }

    private static boolean isStep(JobProgress progress, int step) {
        return progress.activity().equals("denoise") && progress.done() == step;
    }

    private JobProgress progress(byte[] message) {
        return neighbours.codec().read(message, JobProgress.class);
    }

    private List<String> frames(String id) {
        FramesGenerated generated = (FramesGenerated) neighbours.events(id, 2).stream()
                .filter(FramesGenerated.class::isInstance)
                .findFirst()
                .orElseThrow();
        FrameManifest manifest =
                neighbours.codec().read(neighbours.store().get(generated.manifest()), FrameManifest.class);
        return manifest.chunks().stream().map(chunk -> chunk.archive().sha256()).toList();
    }

    private void submit(String id) {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        new RgbImage(WIDTH, HEIGHT, SmallJobs.gradient(WIDTH, HEIGHT, 0)).writePng(png);
        ObjectRef still = neighbours.store().put(ObjectKeys.still(id), png.toByteArray(), "image/png");
        Sampling sampling = new Sampling("heun", STEPS, "karras", List.of(), 2);
        JobParameters parameters = SmallJobs.parameters(WIDTH, HEIGHT, 8, sampling, Guidance.linear(1, 1.5), List.of());
        Job job = new Job(id, WorkerProcess.MODEL, still, parameters, JobTerms.DEFAULT, Map.of(), "");
        ObjectRef stored =
                neighbours.store().put(ObjectKeys.job(id), neighbours.codec().write(job), "application/json");
        neighbours.send(Topics.jobs(WorkerProcess.MODEL), id, new StageTask(id, stored));
    }
}
