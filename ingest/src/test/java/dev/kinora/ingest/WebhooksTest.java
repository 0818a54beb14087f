package dev.kinora.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kinora.contract.Failure;
import dev.kinora.contract.JobCommand.Cancel;
import dev.kinora.contract.JobEvent;
import dev.kinora.contract.JobEvent.JobCancelled;
import dev.kinora.contract.JobEvent.JobFailed;
import dev.kinora.contract.JobEvent.JobRejected;
import dev.kinora.contract.JobEvent.JobStarted;
import dev.kinora.contract.ObjectKeys;
import dev.kinora.contract.Topics;
import dev.kinora.contract.WebhookDelivery;
import dev.kinora.contract.WebhookLog;
import dev.kinora.contract.WebhookLog.Attempt;
import dev.kinora.contract.WebhookLog.State;
import dev.kinora.ingest.OutsideParties.Host;
import dev.kinora.ingest.Receiver.Received;
import dev.kinora.testbed.Neighbours;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Webhooks: the stage as it runs, a real broker, a real store and a receiver. */
@QuarkusTest
@TestProfile(OutsideParties.class)
class WebhooksTest {
    private static final Failure FAILURE = Failure.badInput("steps", 0, "1 or more");

    private final Neighbours neighbours = Neighbours.ofApplication();
    private final Outside outside = new Outside(neighbours);
    private final Caller caller = new Caller();

    @BeforeEach
    void announce() {
        outside.announce(Requests.NANO);
    }

    @AfterEach
    void leave() {
        neighbours.close();
    }

    @Test
    void aReceiverThatFailsTwiceGetsTheSameSignedMessageUntilItTakesIt() {
        neighbours.sendRetriesBack();
        Receiver receiver = new Receiver("/twice", 500, 302, 204);
        outside.request(hooked("twice", "/twice?hidden"));
        neighbours.events("twice", 1);
        fail("twice");

        List<Received> tries = receiver.await(3);
        assertEquals(1, tries.stream().distinct().count());
        assertEquals("twice-JobFailed", tries.get(0).message());
        assertTrue(tries.get(0).isGenuine());
        JobEvent told = neighbours.codec().readEvent(tries.get(0).body().getBytes(StandardCharsets.UTF_8));
        assertEquals(new JobFailed("twice", "i2v", FAILURE), told);

        JsonNode log = log("twice", "delivered").get(0);
        assertEquals(List.of("500", "302", "204"), log.path("attempts").findValuesAsText("status"));
        assertFalse(log.toString().contains("hidden"), log.toString());
    }

    @Test
    void whatIsToldAgainIsNotDeliveredAgain() {
        Receiver receiver = new Receiver("/again", 200);
        outside.request(hooked("again-hook", "/again"));
        neighbours.events("again-hook", 1);
        fail("again-hook");
        log("again-hook", "delivered");
        fail("again-hook");
        outside.request(hooked("behind", "/again"));
        neighbours.events("behind", 1);
        fail("behind");
        log("behind", "delivered");
        List<String> messages =
                receiver.await(2).stream().map(Received::message).toList();
        assertEquals(List.of("again-hook-JobFailed", "behind-JobFailed"), messages);
        assertEquals(0, receiver.left());
    }

    @Test
    void onlyTheEventsThatAreWantedAreDelivered() {
        Receiver receiver = new Receiver("/wanted", 200);
        Object hook = Map.of("url", Host.url("/wanted"), "events", List.of("JobAccepted", "JobStarted"));
        outside.request(Requests.with("choosy", "webhook", hook));
        neighbours.events("choosy", 1);
        neighbours.send(Topics.EVENTS, "choosy", new JobStarted("choosy", "i2v", "worker", 1));
        fail("choosy");
        List<String> types =
                receiver.await(2).stream().map(WebhooksTest::type).sorted().toList();
        assertEquals(List.of("JobAccepted", "JobStarted"), types);
        assertEquals(0, receiver.left());
    }

    @Test
    void aReceiverThatIsGoneIsLeftAlone() {
        Receiver receiver = new Receiver("/left", 410);
        outside.request(hooked("left", "/left"));
        neighbours.events("left", 1);
        fail("left");
        assertEquals(1, log("left", "gone").get(0).path("attempts").size());
        assertEquals(1, receiver.await(1).size());
    }

    @Test
    void aRejectionIsToldToItsOwnSenderOnly() {
        Receiver owner = new Receiver("/owner", 200);
        Receiver other = new Receiver("/other", 200);
        outside.request(hooked("taken", "/owner"));
        neighbours.events("taken", 1);
        outside.request(hooked("taken", "/other"));
        assertInstanceOf(JobRejected.class, neighbours.events("taken", 2).get(1));
        assertEquals("JobRejected", type(other.await(1).get(0)));
        fail("taken");
        assertEquals("JobFailed", type(owner.await(1).get(0)));
        log("taken", "delivered", 2);
    }

    @Test
    void aCancelIsToldAndItsLogOutlivesTheJobsObjects() {
        Receiver receiver = new Receiver("/cancelled", 200);
        outside.request(hooked("unloved", "/cancelled"));
        neighbours.events("unloved", 1);
        neighbours.send(Topics.CONTROL, "unloved", new Cancel("unloved", "seen enough"));
        assertEquals("JobCancelled", type(receiver.await(1).get(0)));
        log("unloved", "delivered");
        outside.request(hooked("unloved", "/cancelled"));
        assertInstanceOf(JobCancelled.class, neighbours.events("unloved", 3).get(2));
        log("unloved", "delivered");
    }

    @Test
    void aJobThatIsCancelledBeforeItComesIsToldOf() {
        Receiver receiver = new Receiver("/early", 200);
        neighbours.send(Topics.CONTROL, "early-hook", new Cancel("early-hook", "never wanted"));
        neighbours.events("early-hook", 1);
        outside.request(hooked("early-hook", "/early"));
        assertEquals("early-hook-JobCancelled", receiver.await(1).get(0).message());
    }

    @Test
    void whatIsNotDueGoesRoundAndIsNotAttempted() {
        neighbours.sendRetriesBack();
        Receiver receiver = new Receiver("/later", 200);
        WebhookDelivery early = delivery("later", "/later", Instant.now().plusSeconds(5));
        neighbours.send(Topics.WEBHOOKS, "later", early);
        neighbours.records(Topics.RETRIES, "later", 2);
        assertEquals(0, receiver.left());
        assertEquals(1, receiver.await(1).size());
        assertFalse(Instant.now().isBefore(early.due()));
    }

    /** As after a process that died before it sent the delivery on. */
    @Test
    void whatWasAttemptedIsNotAttemptedAgain() {
        neighbours.sendRetriesBack();
        Receiver receiver = new Receiver("/died", 200);
        WebhookDelivery first = delivery("died", "/died", Instant.now().minusSeconds(60));
        WebhookLog log = WebhookLog.of(first).with(new Attempt(first.due(), 503, null, 7), State.PENDING);
        neighbours
                .store()
                .put(
                        ObjectKeys.webhook("died", log.message()),
                        neighbours.codec().write(log),
                        "text/json");
        outside.request(Requests.plain("died"));
        neighbours.send(Topics.WEBHOOKS, "died", first);
        byte[] next = neighbours.records(Topics.RETRIES, "died", 1).get(0).value();
        assertEquals(2, neighbours.codec().read(next, WebhookDelivery.class).attempt());
        JsonNode attempts = log("died", "delivered").get(0).path("attempts");
        assertEquals(List.of("503", "200"), attempts.findValuesAsText("status"));
        assertEquals(1, receiver.await(1).size());
    }

    @Test
    void whoseTimeIsOverIsGivenUp() {
        new Receiver("/over", 503);
        WebhookDelivery old = delivery("over", "/over", Instant.now().minus(Duration.ofHours(25)));
        outside.request(Requests.plain("over"));
        neighbours.send(Topics.WEBHOOKS, "over", old);
        assertEquals(
                "503", log("over", "given-up").get(0).at("/attempts/0/status").asText());
    }

    @Test
    void aHostThatIsNotListedIsRefusedOnTheTopicAndOverHttp() {
        byte[] request = Requests.with("stranger", "webhook", Map.of("url", "https://example.org/hook?hidden"));
        outside.request(request);
        JobRejected rejected = assertInstanceOf(
                JobRejected.class, neighbours.events("stranger", 1).get(0));
        assertEquals("webhook.url", rejected.failure().field());
        assertFalse(rejected.toString().contains("hidden"), rejected.toString());
        assertEquals(422, caller.post("/v1/jobs", request).statusCode());
    }

    private static byte[] hooked(String id, String path) {
        return Requests.with(id, "webhook", Map.of("url", Host.url(path)));
    }

    private static WebhookDelivery delivery(String id, String path, Instant due) {
        return new WebhookDelivery(id, id + "-JobFailed", "JobFailed", "{}", Host.url(path), due, 1, due);
    }

    /** As a worker that gives the job up. */
    private void fail(String id) {
        neighbours.send(Topics.EVENTS, id, new JobFailed(id, "i2v", FAILURE));
    }

    private static String type(Received received) {
        return received.body().replaceFirst(".*\"type\":\"(\\w+)\".*", "$1");
    }

    /** The log, as soon as its only message is in the state. */
    private JsonNode log(String id, String state) {
        return log(id, state, 1);
    }

    /** The log, as soon as it has so many messages and all are in the state: each is noted after it was received. */
    private JsonNode log(String id, String state, int messages) {
        List<String> states = Collections.nCopies(messages, state);
        return caller.await(
                        "/v1/jobs/" + id + "/webhooks",
                        log -> log.path("webhooks").findValuesAsText("state").equals(states))
                .path("webhooks");
    }
}
