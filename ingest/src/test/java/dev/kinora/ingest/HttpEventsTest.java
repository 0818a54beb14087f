package dev.kinora.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kinora.contract.Failure;
import dev.kinora.contract.JobEvent;
import dev.kinora.contract.JobEvent.ClipPublished;
import dev.kinora.contract.JobEvent.JobAccepted;
import dev.kinora.contract.JobEvent.JobFailed;
import dev.kinora.contract.JobEvent.JobRejected;
import dev.kinora.contract.JobEvent.JobStarted;
import dev.kinora.contract.JobProgress;
import dev.kinora.contract.Topics;
import dev.kinora.ingest.EventStream.Event;
import dev.kinora.testbed.Neighbours;
import dev.kinora.testbed.Servers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Server-Sent Events as they are sent: real HTTP and a real broker. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
@Timeout(90)
class HttpEventsTest {
    private static final Failure FAILURE = Failure.badInput("steps", 0, "1 or more");

    private final Neighbours neighbours = Neighbours.ofApplication();
    private final Caller caller = new Caller();

    @BeforeEach
    void waitForTheBoard() {
        caller.await("/v1/jobs", jobs -> true);
    }

    @AfterEach
    void leave() {
        neighbours.close();
    }

    @Test
    void aJobIsToldOfInOrderFromItsBeginningToItsEnd() throws Exception {
        say(accepted("told", "a"));
        say(started("told"));
        awaitState("told", "running");
        try (EventStream stream = EventStream.open("/v1/jobs/told/events", null)) {
            assertEquals(200, stream.status());
            assertTrue(stream.header("content-type").startsWith("text/event-stream"));
            List<Event> past = stream.next(2);
            assertEquals(List.of("JobAccepted", "JobStarted"), types(past));
            assertEquals(
                    json(neighbours.codec().write(started("told"))),
                    json(past.get(1).data().getBytes()));

            neighbours.send(Topics.PROGRESS, "told", new JobProgress("told", "i2v", "denoise", 2, 6, null, 4));
            Event progress = stream.next(1).get(0);
            assertEquals("JobProgress", progress.type());
            assertEquals(past.get(1).id(), progress.id());

            say(accepted("another", "a"));
            say(published("told"));
            assertEquals(List.of("ClipPublished"), types(stream.rest()));
        }
    }

    @Test
    void whoComesBackIsToldTheRestAndNothingTwice() throws Exception {
        say(accepted("resumed", "a"));
        say(started("resumed"));
        awaitState("resumed", "running");
        String heard;
        try (EventStream stream = EventStream.open("/v1/jobs/resumed/events", null)) {
            heard = stream.next(1).get(0).id();
        }
        say(accepted("between", "a"));
        say(new JobFailed("resumed", "i2v", FAILURE));
        say(started("resumed"));
        say(published("resumed"));
        awaitState("resumed", "published");
        String end;
        try (EventStream stream = EventStream.open("/v1/jobs/resumed/events?lastEventId=" + heard, null)) {
            List<Event> rest = stream.rest();
            assertEquals(List.of("JobStarted", "JobFailed", "JobStarted", "ClipPublished"), types(rest));
            end = rest.get(3).id();
        }
        try (EventStream stream = EventStream.open("/v1/jobs/resumed/events", end)) {
            assertEquals(204, stream.status());
        }
    }

    @Test
    void aRefusalOfAnotherRequestIsNotTheEnd() throws Exception {
        say(accepted("shared", "a"));
        awaitState("shared", "accepted");
        try (EventStream stream = EventStream.open("/v1/jobs/shared/events", null)) {
            say(new JobRejected("shared", FAILURE));
            assertEquals(List.of("JobAccepted", "JobRejected"), types(stream.next(2)));
            say(new JobFailed("shared", "i2v", FAILURE));
            assertEquals(List.of("JobFailed"), types(stream.rest()));
        }
    }

    @Test
    void allJobsAreToldOfByLabelAndType() throws Exception {
        say(accepted("before", "wanted"));
        awaitState("before", "accepted");
        try (EventStream stream =
                        EventStream.open("/v1/events?label=stream%3Dwanted&type=JobAccepted&type=JobFailed", null);
                EventStream everything = EventStream.open("/v1/events", null)) {
            List<JobEvent> said = List.of(
                    accepted("all-1", "other"),
                    accepted("all-2", "wanted"),
                    started("all-2"),
                    new JobFailed("all-1", "i2v", FAILURE),
                    new JobFailed("all-2", "i2v", FAILURE));
            said.forEach(this::say);
            assertEquals(
                    List.of("all-2 JobAccepted", "all-2 JobFailed"),
                    stream.next(2).stream().map(HttpEventsTest::idAndType).toList());
            assertEquals(
                    said.stream()
                            .map(event -> event.id() + " " + event.getClass().getSimpleName())
                            .toList(),
                    everything.next(5).stream().map(HttpEventsTest::idAndType).toList());
        }
    }

    @Test
    void whatIsNotRightIsRefused() {
        assertEquals(404, caller.get("/v1/jobs/nobody/events").statusCode());
        for (String path : List.of("/v1/events?lastEventId=now", "/v1/events?type=JobDone")) {
            assertEquals(422, caller.get(path).statusCode(), path);
        }
        assertEquals(422, caller.get("/v1/events", "Last-Event-ID", "1.x").statusCode());
        assertEquals(406, caller.get("/v1/events", "Accept", "image/png").statusCode());
    }

    private void say(JobEvent event) {
        neighbours.send(Topics.EVENTS, event.id(), event);
    }

    private void awaitState(String id, String state) {
        caller.await("/v1/jobs/" + id, job -> job.path("state").asText().equals(state));
    }

    private static JobEvent accepted(String id, String label) {
        return new JobAccepted(id, "nano", null, Map.of("stream", label));
    }

    private static JobEvent started(String id) {
        return new JobStarted(id, "i2v", "host-1", 1);
    }

    private static JobEvent published(String id) {
        return new ClipPublished(id, null, null, "http://x", 8, 8, 2, 7, 1, 0, null, null);
    }

    private static String idAndType(Event event) {
        try {
            JsonNode data = json(event.data().getBytes());
            assertEquals(event.type(), data.path("type").asText());
            return data.path("id").asText() + " " + event.type();
        } catch (IOException e) {
            throw new AssertionError(event.data(), e);
        }
    }

    private static JsonNode json(byte[] text) throws IOException {
        return new ObjectMapper().readTree(text);
    }

    private static List<String> types(List<Event> events) {
        return events.stream().map(Event::type).toList();
    }
}
