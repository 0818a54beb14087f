package dev.kinora.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kinora.contract.JobEvent.JobAccepted;
import dev.kinora.contract.JobEvent.JobRejected;
import dev.kinora.contract.Topics;
import dev.kinora.ingest.still.Pictures;
import dev.kinora.testbed.Neighbours;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What comes too large, too slowly, too much at a time, or from somewhere else: refused, and nothing else disturbed. */
@QuarkusTest
@TestProfile(KeysProfile.class)
class HttpLimitsTest {
    private static final String[] CI = {"Authorization", "Bearer " + KeysProfile.KEY};
    private static final int MANY = 40;

    private final Neighbours neighbours = Neighbours.ofApplication();
    private final Caller caller = new Caller();

    @BeforeEach
    void announce() {
        new Outside(neighbours).announce(Requests.NANO);
        caller.await("/v1/models", models -> models.path("models").size() == 1, CI);
    }

    @AfterEach
    void leave() {
        caller.cancelAll(CI);
        neighbours.close();
    }

    /** More of them than there are places for requests, or threads. */
    @Test
    void bodiesThatTrickleAreCutAndHoldNobodyUp() throws IOException {
        List<SlowCaller> slow = new ArrayList<>();
        try {
            for (int i = 0; i < MANY; i++) {
                slow.add(new SlowCaller("/v1/jobs", CI[1]));
            }
            for (int i = 0; i < KeysProfile.OPEN_JOBS; i++) {
                HttpResponse<byte[]> sent = caller.post("/v1/jobs", Requests.plain("quick-" + i), CI);
                assertEquals(202, sent.statusCode(), () -> Caller.text(sent));
            }
            for (SlowCaller one : slow) {
                String answer = one.trickleUntilAnswered();
                assertTrue(answer.startsWith("HTTP/1.1 408 "), answer);
            }
        } finally {
            slow.forEach(SlowCaller::close);
        }
    }

    @Test
    void aBodyOfUnknownLengthIsCutAtTheLimit() {
        byte[] large = new byte[Topics.LARGEST_REQUEST_BYTES + 1];
        HttpRequest request = HttpRequest.newBuilder(Caller.uri("/v1/jobs"))
                .headers(CI)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)))
                .build();
        assertEquals(413, caller.raw(request).statusCode());
    }

    @Test
    void lengthsBeyondReasonAreRefusedUnread() throws IOException {
        assertTrue(caller.answerToHead("/v1/jobs", Topics.LARGEST_REQUEST_BYTES + 1, CI)
                .startsWith("HTTP/1.1 413 "));
        assertTrue(caller.answerToHead("/v1/jobs", Topics.LARGEST_REQUEST_BYTES + 1)
                .startsWith("HTTP/1.1 401 "));
        assertEquals(414, caller.get("/v1/jobs?label=" + "x".repeat(5000), CI).statusCode());
        assertEquals(431, caller.get("/v1/jobs", "X-Large", "x".repeat(30_000)).statusCode());
        assertEquals(200, caller.get("/v1/jobs", CI).statusCode());
    }

    @Test
    void noMoreJobsAreTakenThanMayBeOpen() {
        for (int i = 0; i < KeysProfile.OPEN_JOBS; i++) {
            assertEquals(
                    202,
                    caller.post("/v1/jobs", Requests.plain("full-" + i), CI).statusCode());
        }
        HttpResponse<byte[]> refused = caller.post("/v1/jobs", Requests.plain("full-too-many"), CI);
        assertEquals(429, refused.statusCode());
        assertEquals("queue", Caller.json(refused).path("field").asText());
        assertTrue(refused.headers().firstValueAsLong("retry-after").orElseThrow() > 0);
    }

    @Test
    void bombsAndBrokenPicturesAreRefusedAndTheNextJobIsTaken() {
        byte[] photo = Pictures.file("baseline.jpg");
        Map<String, byte[]> bad =
                Map.of("bomb", Pictures.declaredPng(60_000, 60_000), "cut", Arrays.copyOf(photo, photo.length / 2));
        bad.forEach((id, file) -> {
            HttpResponse<byte[]> sent = caller.postForm("/v1/jobs", "{\"id\":\"" + id + "\"}", file, CI);
            if (sent.statusCode() != 422) {
                assertEquals(202, sent.statusCode(), () -> Caller.text(sent));
                assertInstanceOf(JobRejected.class, neighbours.events(id, 1).get(0));
            }
        });
        caller.postForm("/v1/jobs", "{\"id\":\"after-bombs\"}", photo, CI);
        assertInstanceOf(JobAccepted.class, neighbours.events("after-bombs", 1).get(0));
    }

    @Test
    void everyAnswerSaysHowItIsToBeTaken() {
        for (HttpResponse<byte[]> answer : List.of(
                caller.get("/v1/jobs", CI),
                caller.get("/v1/jobs"),
                caller.get("/else", CI),
                caller.get("/q/health/live"),
                caller.post("/v1/jobs", "{".getBytes(), CI))) {
            assertEquals("nosniff", header(answer, "x-content-type-options"));
            assertEquals("no-store", header(answer, "cache-control"));
            assertEquals("no-referrer", header(answer, "referrer-policy"));
            assertEquals("default-src 'none'; frame-ancestors 'none'", header(answer, "content-security-policy"));
            assertEquals("", header(answer, "server"));
        }
    }

    @Test
    void onlyTheNamedSitesPagesMayAsk() {
        HttpResponse<byte[]> named = caller.get("/v1/models", with(CI, "Origin", KeysProfile.STUDIO));
        assertEquals(200, named.statusCode());
        assertEquals(KeysProfile.STUDIO, header(named, "access-control-allow-origin"));
        HttpResponse<byte[]> other = caller.get("/v1/models", with(CI, "Origin", "https://example.org"));
        assertEquals(403, other.statusCode());
        assertEquals("", header(other, "access-control-allow-origin"));
        assertEquals(401, caller.get("/v1/models", "Origin", KeysProfile.STUDIO).statusCode());
    }

    private static String header(HttpResponse<byte[]> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    private static String[] with(String[] headers, String name, String value) {
        List<String> all = new ArrayList<>(List.of(headers));
        all.addAll(List.of(name, value));
        return all.toArray(String[]::new);
    }
}
