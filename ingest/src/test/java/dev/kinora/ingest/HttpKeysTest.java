package dev.kinora.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kinora.contract.JobEvent.JobAccepted;
import dev.kinora.contract.Topics;
import dev.kinora.testbed.Neighbours;
import dev.kinora.work.MessageHeaders;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The REST interface of a process that has keys: nothing is told, and nothing taken, without one. */
@QuarkusTest
@TestProfile(KeysProfile.class)
class HttpKeysTest {
    private static final String[] CI = authorization(KeysProfile.KEY);

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

    @Test
    void onlyAKeyOpens() {
        String hash = KeysProfile.CONTENT.lines().findFirst().orElseThrow().substring("ci = ".length());
        for (String path : List.of("/v1/models", "/v1/jobs", "/v1/jobs/a", "/v1/jobs/a/clip", "/%761/jobs", "/else")) {
            HttpResponse<byte[]> refused = caller.get(path);
            assertEquals(401, refused.statusCode(), path);
            assertEquals(
                    "Bearer", refused.headers().firstValue("www-authenticate").orElseThrow());
            assertEquals(401, Caller.json(refused).path("status").asInt());
            assertEquals(401, caller.get(path, authorization(hash)).statusCode());
        }
        assertEquals(401, caller.post("/v1/jobs", Requests.plain("stolen")).statusCode());
        assertEquals(404, caller.get("/v1/jobs/stolen", CI).statusCode());
        assertEquals(404, caller.get("/else", CI).statusCode());
        assertEquals(404, caller.get("/q/health/live").statusCode(), "let through; this application has no health");
    }

    @Test
    void theOwnerStaysWithTheJobAndTheKeyDoesNot() {
        assertEquals(202, submit("owned", KeysProfile.KEY).statusCode());
        JobAccepted accepted = (JobAccepted) neighbours.events("owned", 1).get(0);
        assertEquals("ci", accepted.owner());
        JsonNode job =
                caller.await("/v1/jobs/owned", found -> found.path("model").isTextual(), CI);
        assertEquals("ci", job.path("owner").asText());
        var request = neighbours.records(Topics.REQUESTS, "owned", 1).get(0);
        assertEquals("ci", MessageHeaders.read(request.headers()).get(MessageHeaders.OWNER));
    }

    @Test
    void aKeyMayAskOnlySoOften() {
        String[] hasty = authorization("hasty-key-7f11");
        List<Integer> answers = new ArrayList<>();
        HttpResponse<byte[]> last = null;
        for (int i = 0; i < 4; i++) {
            last = caller.get("/v1/models", hasty);
            answers.add(last.statusCode());
        }
        assertEquals(List.of(200, 200, 200, 429), answers);
        assertEquals("rate", Caller.json(last).path("field").asText());
        assertTrue(retryAfter(last) <= 20, () -> "a third of a minute at most");
        assertEquals(200, caller.get("/v1/models", CI).statusCode());
    }

    @Test
    void aKeyMayHaveOnlySoManyJobsOpen() {
        assertEquals(202, submit("small-1", "small-key-93aa").statusCode());
        assertEquals(202, submit("small-2", "small-key-93aa").statusCode());
        HttpResponse<byte[]> refused = submit("small-3", "small-key-93aa");
        assertEquals(429, refused.statusCode(), () -> Caller.text(refused));
        assertEquals("quota", Caller.json(refused).path("field").asText());
        assertTrue(retryAfter(refused) > 0);
        assertEquals(202, submit("small-1", "small-key-93aa").statusCode(), "the same request again");
        assertEquals(404, caller.get("/v1/jobs/small-3", CI).statusCode());
        assertEquals(202, submit("ci-1", KeysProfile.KEY).statusCode());
        cancel("small-1");
        assertEquals(202, submit("small-3", "small-key-93aa").statusCode());
    }

    @Test
    void aKeyMayHaveOnlySoManyJobsADay() {
        assertEquals(202, submit("daily-1", "daily-key-c2d0").statusCode());
        cancel("daily-1");
        HttpResponse<byte[]> refused = submit("daily-2", "daily-key-c2d0");
        assertEquals(429, refused.statusCode());
        assertEquals("daily", Caller.json(refused).path("field").asText());
        assertTrue(retryAfter(refused) > 3600);
    }

    @Test
    void aKeyIsGivenOutAndTakenAwayWithoutARestart() throws IOException {
        String[] fresh = authorization("fresh-key-0001");
        assertEquals(401, caller.get("/v1/models", fresh).statusCode());
        try {
            replaceKeys(KeysProfile.CONTENT + KeysProfile.line("fresh", "fresh-key-0001"));
            assertEquals(200, caller.get("/v1/models", fresh).statusCode());
        } finally {
            replaceKeys(KeysProfile.CONTENT);
        }
        assertEquals(401, caller.get("/v1/models", fresh).statusCode());
    }

    @Test
    void noSecretIsLoggedOrSent() throws IOException {
        String wrong = "a-wrong-key-that-nobody-has";
        assertEquals(401, caller.get("/v1/models", authorization(wrong)).statusCode());
        assertEquals(202, submit("secret", KeysProfile.KEY).statusCode());
        HttpResponse<byte[]> upload = caller.send("POST", "/v1/uploads", new byte[0], CI);
        String signature = signature(Caller.json(upload).path("url").asText());
        String still = caller.await(
                        "/v1/jobs/secret", found -> found.path("model").isTextual(), CI)
                .path("id")
                .asText();
        HttpResponse<byte[]> redirect = caller.get("/v1/jobs/" + still + "/still", CI);
        String other = signature(redirect.headers().firstValue("location").orElseThrow());
        StringBuilder said = new StringBuilder(Files.readString(KeysProfile.LOG));
        assertTrue(said.length() > 1000, "something was logged");
        for (String topic : List.of(Topics.REQUESTS, Topics.EVENTS, Topics.jobs("nano"))) {
            neighbours.records(topic, "secret", 1).forEach(message -> said.append(new String(message.value()))
                    .append(MessageHeaders.read(message.headers())));
        }
        said.append(Caller.text(redirect));
        for (String secret : List.of(KeysProfile.KEY, wrong, signature, other)) {
            assertFalse(said.toString().contains(secret), secret);
        }
    }

    private HttpResponse<byte[]> submit(String id, String key) {
        return caller.post("/v1/jobs", Requests.plain(id), authorization(key));
    }

    private void cancel(String id) {
        assertEquals(
                202, caller.send("DELETE", "/v1/jobs/" + id, new byte[0], CI).statusCode());
        caller.await("/v1/jobs/" + id, job -> job.path("state").asText().equals("cancelled"), CI);
    }

    private static void replaceKeys(String content) throws IOException {
        Path next = Files.writeString(KeysProfile.FILE.resolveSibling("next-keys.properties"), content);
        Files.move(next, KeysProfile.FILE, StandardCopyOption.ATOMIC_MOVE);
    }

    private static long retryAfter(HttpResponse<byte[]> answer) {
        return answer.headers().firstValueAsLong("retry-after").orElseThrow();
    }

    private static String signature(String presigned) {
        int at = presigned.indexOf("X-Amz-Signature=");
        assertTrue(at > 0, presigned);
        return presigned.substring(at + "X-Amz-Signature=".length()).replaceAll("&.*", "");
    }

    private static String[] authorization(String key) {
        return new String[] {"Authorization", "Bearer " + key};
    }
}
