package dev.kinora.ingest;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kinora.contract.Failure;
import dev.kinora.contract.JobEvent;
import dev.kinora.contract.JobEvent.ClipPublished;
import dev.kinora.contract.JobEvent.JobAccepted;
import dev.kinora.contract.JobEvent.JobCancelled;
import dev.kinora.contract.JobEvent.JobFailed;
import dev.kinora.contract.JobEvent.JobStarted;
import dev.kinora.contract.JobProgress;
import dev.kinora.contract.ObjectKeys;
import dev.kinora.contract.Topics;
import dev.kinora.ingest.still.Pictures;
import dev.kinora.testbed.Neighbours;
import dev.kinora.testbed.Servers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The REST interface as it runs: real HTTP, a real broker and a real store. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class HttpJobsTest {
    private final Neighbours neighbours = Neighbours.ofApplication();
    private final Outside outside = new Outside(neighbours);
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
    void aRequestBecomesAJobByWayOfTheTopic() {
        HttpResponse<byte[]> sent = caller.post("/v1/jobs", Requests.with("http-1", "labels", Map.of("a", "b")));
        assertEquals(202, sent.statusCode(), () -> Caller.text(sent));
        assertEquals("/v1/jobs/http-1", location(sent).getPath());
        assertEquals("submitted", Caller.json(sent).path("state").asText());
        assertEquals(1, neighbours.records(Topics.REQUESTS, "http-1", 1).size());
        assertInstanceOf(JobAccepted.class, neighbours.events("http-1", 1).get(0));

        JsonNode job = awaitState("http-1", "accepted");
        assertEquals("nano", job.path("model").asText());
        assertEquals("b", job.path("labels").path("a").asText());
    }

    @Test
    void aFileIsTakenAsItIs() {
        HttpResponse<byte[]> sent =
                caller.postForm("/v1/jobs", "{\"id\":\"form-1\",\"steps\":4}", Pictures.file("lossy.webp"));
        assertEquals(202, sent.statusCode(), () -> Caller.text(sent));
        assertInstanceOf(JobAccepted.class, neighbours.events("form-1", 1).get(0));
        assertEquals(
                422,
                caller.postForm("/v1/jobs", "{\"image\":{\"key\":\"uploads/a\"}}", new byte[1])
                        .statusCode());
    }

    @Test
    void theSameIdempotencyKeyIsTheSameJobAndAnotherRequestUnderItIsRefused() {
        byte[] body = Requests.json(Map.of("image", Map.of("bytes", Pictures.file("baseline.jpg"))));
        String first = id(caller.post("/v1/jobs", body, "Idempotency-Key", "order-7"));
        assertInstanceOf(JobAccepted.class, neighbours.events(first, 1).get(0));
        assertEquals(first, id(caller.post("/v1/jobs", body, "Idempotency-Key", "order-7")));
        assertFalse(first.equals(id(caller.post("/v1/jobs", body))));
        byte[] other = Requests.json(Map.of("steps", 3, "image", Map.of("bytes", Pictures.file("baseline.jpg"))));
        HttpResponse<byte[]> refused = caller.post("/v1/jobs", other, "Idempotency-Key", "order-7");
        assertEquals(409, refused.statusCode());
        assertEquals("id", Caller.json(refused).path("field").asText());
    }

    @Test
    void badRequestsAreRefusedAtOnceWithTheFieldAndNothingIsSent() {
        int refused = 0;
        for (Requests.Bad bad : Requests.bad()) {
            // What is wrong with a picture itself, or with an upload, is found out by the stage.
            if (bad.field().startsWith("image") && !bad.field().equals("image.bytes")) {
                continue;
            }
            HttpResponse<byte[]> answer = caller.post("/v1/jobs", bad.body());
            JsonNode problem = Caller.json(answer);
            assertEquals(422, answer.statusCode(), bad.field());
            assertEquals(
                    "application/problem+json",
                    answer.headers().firstValue("content-type").orElseThrow());
            assertEquals(bad.field(), problem.path("field").asText());
            assertFalse(problem.path("found").asText().isBlank());
            assertFalse(problem.path("expected").asText().isBlank());
            assertEquals(422, problem.path("status").asInt());
            refused++;
        }
        assertTrue(refused > 40, refused + " requests");
        assertEquals(404, caller.get("/v1/jobs/bad-0").statusCode());
    }

    @Test
    void httpSaysWhatItMeans() {
        assertEquals(404, caller.get("/v1/jobs/nobody").statusCode());
        assertEquals(404, caller.get("/v1/jobs/a%20b").statusCode());
        assertEquals(404, caller.get("/v1/nothing").statusCode());
        assertEquals(405, caller.send("PUT", "/v1/jobs", new byte[0]).statusCode());
        assertEquals(
                415,
                caller.post("/v1/jobs", new byte[1], "Content-Type", "text/plain")
                        .statusCode());
        assertEquals(
                400,
                caller.post("/v1/jobs", new byte[1], "Content-Type", "multipart/form-data; boundary=none")
                        .statusCode());
        assertEquals(422, caller.get("/v1/jobs?limit=many").statusCode());
        assertEquals(422, caller.get("/v1/jobs?state=done").statusCode());
        assertEquals(422, caller.post("/v1/jobs", "{".getBytes()).statusCode());
        HttpResponse<byte[]> answer = caller.get("/v1/models");
        assertEquals(
                "nosniff", answer.headers().firstValue("x-content-type-options").orElseThrow());
        assertTrue(answer.headers().firstValue("access-control-allow-origin").isEmpty());
    }

    @Test
    void aBodyThatIsTooLargeIsRefusedBeforeItIsSent() throws IOException {
        String answer = caller.answerToHead("/v1/jobs", Topics.LARGEST_REQUEST_BYTES + 1);
        assertTrue(answer.startsWith("HTTP/1.1 413 "), answer);
    }

    @Test
    void pagesOfOtherSitesAndOtherNamesAreNotServed() {
        assertEquals(
                403, caller.get("/v1/jobs", "Origin", "https://example.org").statusCode());
        assertEquals(
                403,
                caller.postForm("/v1/jobs", "{}", new byte[1], "Origin", "null").statusCode());
    }

    @Test
    void jobsAreListedAndFiltered() {
        caller.post("/v1/jobs", Requests.with("list-1", "labels", Map.of("list", "x")));
        caller.post("/v1/jobs", Requests.with("list-2", "labels", Map.of("list", "y")));
        awaitState("list-1", "accepted");
        awaitState("list-2", "accepted");
        JsonNode page = Caller.json(caller.get("/v1/jobs?label=list&limit=1"));
        assertEquals("list-2", page.path("jobs").path(0).path("id").asText());
        JsonNode next = Caller.json(caller.get(
                "/v1/jobs?label=list&limit=1&before=" + page.path("before").asText()));
        assertEquals("list-1", next.path("jobs").path(0).path("id").asText());
        assertTrue(next.path("before").isMissingNode());
        JsonNode one = Caller.json(caller.get("/v1/jobs?label=list%3Dx&state=accepted"));
        assertEquals(1, one.path("jobs").size());
    }

    @Test
    void aJobIsFollowedToItsClip() throws Exception {
        caller.post("/v1/jobs", Requests.plain("whole"));
        awaitState("whole", "accepted");
        HttpResponse<byte[]> early = caller.get("/v1/jobs/whole/clip");
        assertEquals(409, early.statusCode());
        assertEquals("accepted", Caller.json(early).path("state").asText());
        assertEquals(404, caller.get("/v1/jobs/nobody/clip").statusCode());

        neighbours.send(Topics.EVENTS, "whole", new JobStarted("whole", "i2v", "host-1", 1));
        neighbours.send(Topics.PROGRESS, "whole", new JobProgress("whole", "i2v", "denoise", 2, 6, null, 4));
        JsonNode running = caller.await(
                "/v1/jobs/whole", job -> job.path("progress").path("done").asInt() == 2);
        assertEquals("i2v", running.path("stage").asText());

        byte[] clip = {1, 2, 3, 4};
        neighbours.store().put(ObjectKeys.publishedClip("whole"), clip, "video/mp4");
        neighbours.send(
                Topics.EVENTS,
                "whole",
                new ClipPublished("whole", null, null, "http://x", 8, 8, 2, 7, 1, 0, null, null));
        awaitState("whole", "published");
        HttpResponse<byte[]> redirect = caller.get("/v1/jobs/whole/clip");
        assertEquals(307, redirect.statusCode());
        assertArrayEquals(clip, caller.fetch(location(redirect)));
        assertEquals(410, caller.get("/v1/jobs/whole/poster").statusCode());
        URI still = location(caller.get("/v1/jobs/whole/still"));
        assertArrayEquals(neighbours.store().get(ObjectKeys.still("whole")), caller.fetch(still));
        assertEquals(409, caller.send("DELETE", "/v1/jobs/whole", new byte[0]).statusCode());
    }

    @Test
    void aJobIsCancelled() {
        caller.post("/v1/jobs", Requests.plain("unwanted"));
        awaitState("unwanted", "accepted");
        assertEquals(
                202,
                caller.send("DELETE", "/v1/jobs/unwanted?reason=enough", new byte[0])
                        .statusCode());
        JobEvent last = neighbours.events("unwanted", 2).get(1);
        assertEquals(new JobCancelled("unwanted", "enough"), last);
        assertEquals(
                "enough", awaitState("unwanted", "cancelled").path("reason").asText());
        assertEquals(404, caller.send("DELETE", "/v1/jobs/nobody", new byte[0]).statusCode());
    }

    @Test
    void aFailureIsTold() {
        Failure failure = Failure.badInput("steps", 0, "1 or more");
        neighbours.send(Topics.EVENTS, "given-up", new JobFailed("given-up", "i2v", failure));
        JsonNode job = awaitState("given-up", "failed");
        assertEquals("steps", job.path("failure").path("field").asText());
    }

    @Test
    void anUploadIsUsedByAJob() throws Exception {
        HttpResponse<byte[]> opened = caller.send("POST", "/v1/uploads", new byte[0]);
        assertEquals(201, opened.statusCode());
        JsonNode upload = Caller.json(opened);
        HttpRequest put = HttpRequest.newBuilder(URI.create(upload.path("url").asText()))
                .PUT(HttpRequest.BodyPublishers.ofByteArray(Pictures.file("lossy.webp")))
                .build();
        assertEquals(200, caller.raw(put).statusCode());
        String key = upload.path("key").asText();
        caller.post("/v1/jobs", Requests.with("from-upload", "image", Map.of("key", key)));
        assertInstanceOf(JobAccepted.class, neighbours.events("from-upload", 1).get(0));
    }

    @Test
    void theLargestPictureOfARequestPasses() {
        byte[] largest = Arrays.copyOf(Pictures.file("plain.bmp"), 16 << 20);
        HttpResponse<byte[]> sent =
                caller.post("/v1/jobs", Requests.with("http-largest", "image", Map.of("bytes", largest)));
        assertEquals(202, sent.statusCode(), () -> Caller.text(sent));
        assertInstanceOf(JobAccepted.class, neighbours.events("http-largest", 1).get(0));
    }

    @Test
    void modelsAreListed() {
        JsonNode model = Caller.json(caller.get("/v1/models")).path("models").path(0);
        assertEquals("nano", model.path("name").asText());
        assertEquals(
                List.of(320, 192),
                List.of(
                        model.path("defaults").path("width").asInt(),
                        model.path("defaults").path("height").asInt()));
    }

    private JsonNode awaitState(String id, String state) {
        return caller.await("/v1/jobs/" + id, job -> job.path("state").asText().equals(state));
    }

    private static String id(HttpResponse<byte[]> answer) {
        assertEquals(202, answer.statusCode(), () -> Caller.text(answer));
        return Caller.json(answer).path("id").asText();
    }

    private static URI location(HttpResponse<byte[]> answer) {
        return URI.create(
                answer.headers().firstValue("location").orElseThrow(() -> new AssertionError(Caller.text(answer))));
    }
}
