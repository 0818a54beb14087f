package dev.kinora.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kinora.contract.Failure;
import dev.kinora.contract.JobCommand.Cancel;
import dev.kinora.contract.JobCommand.Retry;
import dev.kinora.contract.JobEvent.JobAccepted;
import dev.kinora.contract.JobEvent.JobCancelled;
import dev.kinora.contract.JobEvent.JobFailed;
import dev.kinora.contract.JobOutcome;
import dev.kinora.contract.JobRetry;
import dev.kinora.contract.ObjectKeys;
import dev.kinora.contract.Topics;
import dev.kinora.outcomes.JobOutcomes;
import dev.kinora.testbed.Neighbours;
import dev.kinora.testbed.Servers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Jobs that failed and are wanted once more: real HTTP, a real broker and a real store. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class JobRetryTest {
    private static final Failure FAILURE = Failure.badInput("steps", 0, "1 or more");

    private final Neighbours neighbours = Neighbours.ofApplication();
    private final Outside outside = new Outside(neighbours);
    private final JobOutcomes outcomes = new JobOutcomes(neighbours.store());
    private final Caller caller = new Caller();

    @BeforeEach
    void announce() {
        outside.announce(Requests.NANO);
        caller.await("/v1/models", models -> models.path("models").size() == 1);
    }

    @AfterEach
    void leave() {
        neighbours.close();
    }

    @Test
    void aFailedJobIsBegunOnceMoreHoweverOftenThatIsAsked() {
        fail("retry-again");
        assertEquals(202, retry("retry-again").statusCode());
        retryOnTopic("retry-again");
        retryOnTopic("retry-again");
        cancel("after-retry-again"); // commands are obeyed in their order, so those before it are done
        neighbours.events("after-retry-again", 1);

        List<?> events = neighbours.events("retry-again", 3);
        assertInstanceOf(JobAccepted.class, events.get(2));
        neighbours.records(Topics.jobs("nano"), "retry-again", 2);
        caller.await("/v1/jobs/retry-again", job -> job.path("state").asText().equals("accepted"));
        assertEquals(409, retry("retry-again").statusCode());
        assertEquals(3, neighbours.eventsSoFar("retry-again").size());
        assertTrue(outcomes.of("retry-again").isEmpty());
    }

    /** It may be delivered once more, when its acknowledgement was lost. */
    @Test
    void aCommandToCancelFromBeforeCountsNoMore() {
        fail("late-cancel");
        cancel("late-cancel");
        assertInstanceOf(JobFailed.class, neighbours.events("late-cancel", 3).get(2));
        assertEquals(202, retry("late-cancel").statusCode());
        neighbours.events("late-cancel", 4);
        JobRetry place =
                neighbours.codec().read(neighbours.store().get(ObjectKeys.retry("late-cancel")), JobRetry.class);
        assertTrue(place.isAfter(place.partition(), place.offset() - 1));
        cancel("late-cancel");
        assertInstanceOf(JobCancelled.class, neighbours.events("late-cancel", 5).get(4));
        caller.await("/v1/jobs/late-cancel", job -> job.path("state").asText().equals("cancelled"));
        assertEquals(410, retry("late-cancel").statusCode());
    }

    @Test
    void whatHasNotFailedOrIsGoneIsNotBegunOnceMore() {
        assertEquals(404, retry("nobody").statusCode());
        outside.request(Requests.plain("running"));
        neighbours.events("running", 1);
        caller.await("/v1/jobs/running", job -> job.path("state").asText().equals("accepted"));
        assertEquals(409, retry("running").statusCode());
        fail("without-still");
        neighbours.store().remove(ObjectKeys.still("without-still"));
        HttpResponse<byte[]> gone = retry("without-still");
        assertEquals(410, gone.statusCode());
        assertTrue(Caller.text(gone).contains(ObjectKeys.still("without-still")), Caller.text(gone));
    }

    private void fail(String id) {
        outside.request(Requests.plain(id));
        neighbours.events(id, 1);
        outcomes.decide(JobOutcome.failed(id, "i2v", FAILURE));
        neighbours.send(Topics.EVENTS, id, new JobFailed(id, "i2v", FAILURE));
        caller.await("/v1/jobs/" + id, job -> job.path("state").asText().equals("failed"));
    }

    private HttpResponse<byte[]> retry(String id) {
        return caller.send("POST", "/v1/jobs/" + id + "/retry", new byte[0]);
    }

    /** As a second press of a button that comes before the board knows of the first. */
    private void retryOnTopic(String id) {
        neighbours.send(Topics.CONTROL, id, new Retry(id));
    }

    private void cancel(String id) {
        neighbours.send(Topics.CONTROL, id, new Cancel(id, "enough"));
    }
}
