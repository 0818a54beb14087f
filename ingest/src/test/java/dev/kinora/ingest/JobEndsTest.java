package dev.kinora.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kinora.contract.Failure;
import dev.kinora.contract.Job;
import dev.kinora.contract.JobCommand.Cancel;
import dev.kinora.contract.JobEvent;
import dev.kinora.contract.JobEvent.JobAccepted;
import dev.kinora.contract.JobEvent.JobCancelled;
import dev.kinora.contract.JobEvent.JobFailed;
import dev.kinora.contract.JobEvent.JobRejected;
import dev.kinora.contract.JobOutcome;
import dev.kinora.contract.JobTerms;
import dev.kinora.contract.ObjectKeys;
import dev.kinora.contract.ObjectRef;
import dev.kinora.contract.Priority;
import dev.kinora.contract.StageTask;
import dev.kinora.contract.Topics;
import dev.kinora.ingest.still.Pictures;
import dev.kinora.outcomes.JobOutcomes;
import dev.kinora.testbed.Neighbours;
import dev.kinora.testbed.Servers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Requests and commands for jobs that have ended, or are to end: the stage as it runs, a real broker and a real store. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class JobEndsTest {
    private static final Failure FAILURE = Failure.badInput("steps", 0, "1 or more");

    private final Neighbours neighbours = Neighbours.ofApplication();
    private final Outside outside = new Outside(neighbours);
    private final JobOutcomes outcomes = new JobOutcomes(neighbours.store());

    @BeforeEach
    void announce() {
        outside.announce(Requests.NANO);
    }

    @AfterEach
    void leave() {
        neighbours.close();
    }

    @Test
    void whatIsWantedOfThePipelineGoesWithTheJob() {
        Instant deadline = Instant.parse("2126-01-01T00:00:00Z");
        byte[] body = Requests.json(Map.of(
                "id",
                "batch",
                "priority",
                "batch",
                "keepFrames",
                true,
                "deadline",
                deadline.toString(),
                "image",
                photo()));
        outside.request(body);
        ConsumerRecord<String, byte[]> message = neighbours
                .records(Topics.jobs("nano", Priority.BATCH), "batch", 1)
                .get(0);
        StageTask task = neighbours.codec().read(message.value(), StageTask.class);
        assertEquals(deadline, task.deadline());
        Job job = neighbours.codec().read(neighbours.store().get(task.input()), Job.class);
        assertEquals(new JobTerms(Priority.BATCH, deadline, true), job.terms());
    }

    @Test
    void aJobPastItsDeadlineIsNotBegun() {
        outside.request(Requests.with("overdue", "deadline", "2026-01-01T00:00:00Z"));
        assertEquals(
                List.of(new JobCancelled("overdue", "past its deadline, 2026-01-01T00:00:00Z")),
                neighbours.events("overdue", 1));
        assertEquals(Set.of("outcome.json"), objects("overdue"));
    }

    /** A deadline that counts from the request passes while the job waits. */
    @Test
    void aJobWhoseDeadlineHasPassedIsNotHandedOnAgain() throws InterruptedException {
        byte[] body = Requests.with("late", "deadline", "PT5S");
        outside.request(body);
        assertInstanceOf(JobAccepted.class, neighbours.events("late", 1).get(0));
        Thread.sleep(5100);
        outside.request(body);
        assertInstanceOf(JobCancelled.class, neighbours.events("late", 2).get(1));
    }

    @Test
    void aQueuedJobIsCancelled() {
        byte[] body = Requests.plain("queued");
        outside.request(body);
        neighbours.events("queued", 1);
        neighbours.store().put("jobs/queued/frames/0000-0001.zip", new byte[] {1}, "text/plain");
        cancel("queued", "no longer wanted");

        JobEvent cancelled = new JobCancelled("queued", "no longer wanted");
        assertEquals(cancelled, neighbours.events("queued", 2).get(1));
        outside.request(body);
        List<JobEvent> again = neighbours.events("queued", 3);
        assertEquals(cancelled, again.get(2));
        assertEquals(Set.of("job.json", "outcome.json"), objects("queued"));
        assertEquals(1, tasksSoFar("queued"));
    }

    @Test
    void aJobCancelledBeforeItCameIsNotBegun() {
        cancel("early", "never wanted");
        neighbours.events("early", 1);
        outside.request(Requests.plain("early"));
        JobEvent cancelled = new JobCancelled("early", "never wanted");
        assertEquals(List.of(cancelled, cancelled), neighbours.events("early", 2));
        assertEquals(Set.of("outcome.json"), objects("early"));
        assertEquals(0, tasksSoFar("early"));
    }

    /** The first reason is the one that counts. */
    @Test
    void aCancelIsToldAsOftenAsItIsAskedFor() {
        cancel("again", "first");
        cancel("again", "second");
        JobEvent cancelled = new JobCancelled("again", "first");
        assertEquals(List.of(cancelled, cancelled), neighbours.events("again", 2));
    }

    @Test
    void whoeverCancelsTooLateIsToldHowTheJobEnded() {
        outcomes.decide(JobOutcome.published("published"));
        outcomes.decide(JobOutcome.failed("failed", "i2v", FAILURE));
        ObjectRef clip = neighbours.store().put(ObjectKeys.publishedClip("published"), new byte[] {1}, "video/mp4");
        cancel("published", "too late");
        cancel("failed", "too late");
        assertEquals(
                new JobFailed("failed", "i2v", FAILURE),
                neighbours.events("failed", 1).get(0));
        byte[] task = neighbours.records(Topics.CLIPS, "published", 1).get(0).value();
        assertEquals(new StageTask("published", clip), neighbours.codec().read(task, StageTask.class));
        assertEquals(1, neighbours.eventsSoFar("failed").size());
        assertEquals(List.of(), neighbours.eventsSoFar("published"));
        assertTrue(neighbours.store().stat(clip.key()).isPresent());
    }

    @Test
    void aPublishedJobAskedForAgainIsAnnouncedByStorage() {
        byte[] body = Requests.plain("published-before");
        outside.request(body);
        neighbours.events("published-before", 1);
        outcomes.decide(JobOutcome.published("published-before"));
        ObjectRef clip =
                neighbours.store().put(ObjectKeys.publishedClip("published-before"), new byte[] {1}, "video/mp4");
        outside.request(body);

        byte[] task =
                neighbours.records(Topics.CLIPS, "published-before", 1).get(0).value();
        assertEquals(new StageTask("published-before", clip), neighbours.codec().read(task, StageTask.class));
        assertEquals(1, neighbours.eventsSoFar("published-before").size());
        assertEquals(1, tasksSoFar("published-before"));
    }

    @Test
    void anExpiredClipIsNotMadeAgainUnderItsId() {
        byte[] body = Requests.plain("expired");
        outside.request(body);
        neighbours.events("expired", 1);
        outcomes.decide(JobOutcome.published("expired"));
        outside.request(body);
        JobRejected rejected = assertInstanceOf(
                JobRejected.class, neighbours.events("expired", 2).get(1));
        assertEquals(
                "id: found expired, a job whose clip has expired, expected an id that was not used before",
                rejected.failure().message());
    }

    @Test
    void aFailedJobAskedForAgainHasFailed() {
        byte[] body = Requests.plain("failing");
        outside.request(body);
        neighbours.events("failing", 1);
        outcomes.decide(JobOutcome.failed("failing", "i2v", FAILURE));
        outside.request(body);
        assertEquals(
                new JobFailed("failing", "i2v", FAILURE),
                neighbours.events("failing", 2).get(1));
        assertEquals(1, tasksSoFar("failing"));
    }

    @Test
    void anotherRequestUnderTheIdOfAnEndedJobIsRejectedAllTheSame() {
        outside.request(Requests.plain("owned"));
        neighbours.events("owned", 1);
        outcomes.decide(JobOutcome.failed("owned", "i2v", FAILURE));
        outside.request(Requests.with("owned", "steps", 5));
        assertInstanceOf(JobRejected.class, neighbours.events("owned", 2).get(1));
    }

    @Test
    void whatIsNoCommandIsPassedOver() {
        neighbours.send(Topics.CONTROL, "nonsense", Map.of("type", "Cancel", "id", "nonsense", "colour", "red"));
        neighbours.send(Topics.CONTROL, "other", Map.of("type", "Pause", "id", "other"));
        cancel("after-nonsense", "enough");
        neighbours.events("after-nonsense", 1);
    }

    private void cancel(String id, String reason) {
        neighbours.send(Topics.CONTROL, id, new Cancel(id, reason));
    }

    /** Reads up to a mark of its own. */
    private long tasksSoFar(String id) {
        String mark = "mark-" + id;
        neighbours.send(Topics.jobs("nano"), mark, Map.of());
        AtomicInteger count = new AtomicInteger();
        neighbours.read(
                Topics.jobs("nano"),
                message -> {
                    count.addAndGet(id.equals(message.key()) ? 1 : 0);
                    return mark.equals(message.key());
                },
                1);
        return count.get();
    }

    private Set<String> objects(String id) {
        String folder = ObjectKeys.folder(id);
        return neighbours
                .store()
                .list(folder)
                .map(object -> object.key().substring(folder.length()))
                .collect(Collectors.toSet());
    }

    private static Map<String, Object> photo() {
        return Map.of("bytes", Pictures.file("orientation-6.jpg"));
    }
}
