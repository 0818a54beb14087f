package dev.kinora.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kinora.testbed.Servers;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The REST interface of a process that has keys: nothing is told, and nothing taken, without one. */
@QuarkusTest
@TestProfile(HttpKeysTest.Keys.class)
class HttpKeysTest {
    private static final String KEY = "test";
    private static final String SHA256_OF_KEY = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

    private final Caller caller = new Caller();

    @Test
    void onlyAKeyOpens() {
        caller.await("/v1/models", models -> true, "Authorization", "Bearer " + KEY);
        for (String path : List.of("/v1/models", "/v1/jobs", "/v1/jobs/a", "/v1/jobs/a/clip")) {
            HttpResponse<byte[]> refused = caller.get(path);
            assertEquals(401, refused.statusCode(), path);
            assertEquals(
                    "Bearer", refused.headers().firstValue("www-authenticate").orElseThrow());
            assertEquals(401, Caller.json(refused).path("status").asInt());
            assertEquals(
                    401,
                    caller.get(path, "Authorization", "Bearer " + SHA256_OF_KEY).statusCode());
        }
        assertEquals(401, caller.post("/v1/jobs", Requests.plain("stolen")).statusCode());
        assertEquals(
                404,
                caller.get("/v1/jobs/stolen", "Authorization", "Bearer " + KEY).statusCode());
    }

    /** One key. */
    public static final class Keys implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            try {
                Path file = Files.createTempFile(Path.of("target"), "keys-", ".properties");
                Files.writeString(file, "ci = " + SHA256_OF_KEY + "\n");
                return Map.of("kinora.ingest.api-keys", file.toAbsolutePath().toString());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(Servers.class));
        }
    }
}
