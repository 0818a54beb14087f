package dev.kinora.outcomes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kinora.contract.Failure;
import dev.kinora.contract.FailureException;
import dev.kinora.contract.JobEvent.JobCancelled;
import dev.kinora.contract.JobEvent.JobFailed;
import dev.kinora.contract.JobOutcome;
import dev.kinora.contract.ObjectKeys;
import dev.kinora.contract.ObjectRef;
import dev.kinora.contract.StageTask;
import dev.kinora.contract.Stages;
import dev.kinora.contract.Topics;
import dev.kinora.local.servers.LocalServers;
import dev.kinora.objects.StoreSettings;
import dev.kinora.testbed.BrokerOutlet;
import dev.kinora.testbed.LosableLease;
import dev.kinora.testbed.Neighbours;
import dev.kinora.work.Announcer;
import dev.kinora.work.BrokerSettings;
import dev.kinora.work.Topology;
import dev.kinora.work.WorkItem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ends of jobs over a real store and a real broker. */
class JobEndingTest {
    private static final Failure FAILURE = Failure.badInput("steps", 0, "1 or more");
    private static final String TEXT = "text/plain";

    @TempDir
    static Path data;

    private static LocalServers servers;
    private static Neighbours neighbours;
    private static BrokerOutlet outlet;
    private static JobOutcomes outcomes;

    @BeforeAll
    static void start() {
        servers = LocalServers.start(data);
        BrokerSettings broker = BrokerSettings.from(servers.settings());
        try (Topology topology = new Topology(broker)) {
            topology.ensure(Topics.all());
        }
        neighbours = new Neighbours(broker, StoreSettings.from(servers::setting));
        outlet = new BrokerOutlet(broker);
        outcomes = new JobOutcomes(neighbours.store());
    }

    @AfterAll
    static void stop() throws IOException {
        outlet.close();
        neighbours.close();
        servers.close();
    }

    @Test
    void aFailureIsDecidedAndTold() {
        ending().failed(item("failed"), FAILURE);

        JobOutcome failed = JobOutcome.failed("failed", Stages.I2V, FAILURE);
        assertEquals(failed, outcomes.of("failed").orElseThrow());
        assertEquals(List.of(new JobFailed("failed", Stages.I2V, FAILURE)), neighbours.eventsSoFar("failed"));
    }

    @Test
    void theSameFailureIsToldAgainIfTellingMayNotHaveWorked() {
        ending().failed(item("failed-twice"), FAILURE);
        ending().failed(item("failed-twice"), FAILURE);
        assertEquals(2, neighbours.eventsSoFar("failed-twice").size());
    }

    @Test
    void aJobCancelledMeanwhileHasNotFailed() {
        outcomes.decide(JobOutcome.cancelled("not-failed", "enough"));
        put("jobs/not-failed/frames/late.zip");
        ending().failed(item("not-failed"), FAILURE);

        assertEquals(List.of(), neighbours.eventsSoFar("not-failed"));
        assertEquals(Set.of("outcome.json"), objects("jobs/not-failed/"));
        assertEquals(
                JobOutcome.End.CANCELLED,
                outcomes.of("not-failed").orElseThrow().end());
    }

    @Test
    void whatACancelledJobLeavesIsItsRecordOnly() {
        for (String name :
                List.of("job.json", "still.png", "frames/0000-0001.zip", "checkpoint/7", "clip.mp4", "x/y")) {
            put("jobs/cancelled/" + name);
        }
        put("jobs/cancelled-not/still.png");
        ending().cancelled(item("cancelled"), "no longer wanted");

        assertEquals(List.of(new JobCancelled("cancelled", "no longer wanted")), neighbours.eventsSoFar("cancelled"));
        assertEquals(Set.of("job.json", "outcome.json"), objects("jobs/cancelled/"));
        assertEquals(Set.of("still.png"), objects("jobs/cancelled-not/"));
    }

    @Test
    void onlyWhoeverCancelsTells() {
        ending().cancelled(item("told-once"), "enough");
        put("jobs/told-once/clip.mp4");
        ending().cancelled(item("told-once"), "enough");

        assertEquals(1, neighbours.eventsSoFar("told-once").size());
        assertEquals(Set.of("outcome.json"), objects("jobs/told-once/"));
    }

    @Test
    void whatCouldNotBeToldIsToldNextTime() {
        AtomicBoolean away = new AtomicBoolean(true);
        Announcer sometimes = new Announcer(
                neighbours.broker(),
                Stages.I2V,
                message -> away.get()
                        ? CompletableFuture.failedFuture(new IOException("no broker"))
                        : outlet.send(message));
        JobEnding ending = JobEnding.beforeStorage(Stages.I2V, neighbours.store(), sometimes);
        assertThrows(FailureException.class, () -> ending.cancelled(item("told-late"), "enough"));
        away.set(false);
        ending.cancelled(item("told-late"), "enough");
        assertEquals(List.of(new JobCancelled("told-late", "enough")), neighbours.eventsSoFar("told-late"));
    }

    @Test
    void anOpenJobHasNotEnded() {
        put(ObjectKeys.job("open"));
        assertFalse(ending().hasEnded(item("open")));
        assertEquals(List.of(), neighbours.eventsSoFar("open"));
    }

    @Test
    void howAJobEndedIsToldWheneverItComesAgain() {
        outcomes.decide(JobOutcome.failed("again", Stages.INTERPOLATION, FAILURE));
        outcomes.decide(JobOutcome.cancelled("again-cancelled", "enough"));
        put("jobs/again-cancelled/clip.mp4");

        assertTrue(ending().hasEnded(item("again")));
        assertTrue(ending().hasEnded(item("again-cancelled")));
        assertEquals(List.of(new JobFailed("again", Stages.INTERPOLATION, FAILURE)), neighbours.eventsSoFar("again"));
        assertEquals(List.of(new JobCancelled("again-cancelled", "enough")), neighbours.eventsSoFar("again-cancelled"));
        assertEquals(Set.of("outcome.json"), objects("jobs/again-cancelled/"));
    }

    /** Whatever a worker of an earlier stage has to say of it. */
    @Test
    void aPublishedClipIsAnnouncedByStorage() {
        outcomes.decide(JobOutcome.published("published"));
        ObjectRef clip = neighbours.store().put(ObjectKeys.publishedClip("published"), new byte[] {1}, "video/mp4");
        assertTrue(ending().hasEnded(item("published")));
        ending().failed(item("published"), FAILURE);
        ending().cancelled(item("published"), "too late");

        for (var task : neighbours.records(Topics.CLIPS, "published", 3)) {
            assertEquals(new StageTask("published", clip), neighbours.codec().read(task.value(), StageTask.class));
        }
        assertEquals(List.of(), neighbours.eventsSoFar("published"));
        assertTrue(neighbours.store().stat(clip.key()).isPresent());
    }

    /** The encoded clip is what its publication goes on from, should it have been interrupted. */
    @Test
    void aClipBetweenItsDecisionAndItsPublicationIsHandedOn() {
        outcomes.decide(JobOutcome.published("halfway"));
        ObjectRef clip = neighbours.store().put(ObjectKeys.clip("halfway"), new byte[] {1}, "video/mp4");
        assertTrue(ending().hasEnded(item("halfway")));
        byte[] task = neighbours.records(Topics.CLIPS, "halfway", 1).get(0).value();
        assertEquals(new StageTask("halfway", clip), neighbours.codec().read(task, StageTask.class));
    }

    /** Somebody has removed what it is made of. */
    @Test
    void aClipThatCanNoLongerBePublishedHasFailed() {
        outcomes.decide(JobOutcome.published("hopeless"));
        JobEnding.Published missing = item -> neighbours.store().get(ObjectKeys.clip("hopeless"));
        new JobEnding(Stages.STORAGE, neighbours.store(), announcer(), missing).failed(item("hopeless"), FAILURE);
        assertEquals(List.of(new JobFailed("hopeless", Stages.STORAGE, FAILURE)), neighbours.events("hopeless", 1));
    }

    @Test
    void ofAClipThatHasExpiredNothingIsSaid() {
        outcomes.decide(JobOutcome.published("expired"));
        assertTrue(ending().hasEnded(item("expired")));
        assertEquals(List.of(), neighbours.eventsSoFar("expired"));
    }

    @Test
    void framesStayOnlyWhereTheyAreWanted() {
        for (String id : List.of("kept", "not-kept")) {
            for (String name : List.of(
                    "job.json",
                    "outcome.json",
                    "still.png",
                    "frames/manifest.json",
                    "interpolated/a",
                    "checkpoint/7")) {
                put("jobs/" + id + "/" + name);
            }
            new JobObjects(neighbours.store()).removePublished(id, id.equals("kept"));
        }
        Set<String> records = Set.of("job.json", "outcome.json", "still.png");
        assertEquals(records, objects("jobs/not-kept/"));
        assertEquals(
                Set.of("job.json", "outcome.json", "still.png", "frames/manifest.json", "interpolated/a"),
                objects("jobs/kept/"));
    }

    /** As another worker of the stage, which remembers nothing. */
    private static JobEnding ending() {
        return JobEnding.beforeStorage(Stages.I2V, neighbours.store(), announcer());
    }

    private static Announcer announcer() {
        return new Announcer(neighbours.broker(), Stages.I2V, outlet);
    }

    private static WorkItem item(String id) {
        StageTask task = new StageTask(id, new ObjectRef(ObjectKeys.job(id), 1, ""));
        return new WorkItem(task, Topics.jobs("nano"), 0, 0, 1, Map.of(), new LosableLease());
    }

    private static void put(String key) {
        neighbours.store().put(key, new byte[] {1, 2, 3}, TEXT);
    }

    private static Set<String> objects(String folder) {
        return neighbours
                .store()
                .list(folder)
                .map(object -> object.key().substring(folder.length()))
                .collect(Collectors.toSet());
    }
}
