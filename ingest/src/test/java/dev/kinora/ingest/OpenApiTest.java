package dev.kinora.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.kinora.testbed.Servers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** {@code deploy/openapi.yaml} says what the running service does; {@code -Dkinora.openapi.write} writes it anew. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class OpenApiTest {
    private static final Path COMMITTED = Path.of(System.getProperty("kinora.root"), "deploy", "openapi.yaml");

    private final Caller caller = new Caller();

    @Test
    void theCommittedDocumentIsThatOfTheService() throws IOException {
        byte[] generated = caller.get("/test/openapi").body();
        if (Boolean.getBoolean("kinora.openapi.write")) {
            Files.write(COMMITTED, generated);
        }
        ObjectMapper yaml = new ObjectMapper(new YAMLFactory());
        assertEquals(
                yaml.readTree(COMMITTED.toFile()),
                yaml.readTree(generated),
                "if the change is wanted: ./mvnw -pl ingest test -Dtest=OpenApiTest -Dkinora.openapi.write=true");
    }

    @Test
    void theServiceServesWhatIsCommitted() throws IOException {
        HttpResponse<byte[]> served = caller.get("/v1/openapi.yaml");
        assertEquals(200, served.statusCode());
        assertTrue(served.headers().firstValue("content-type").orElseThrow().startsWith("application/yaml"));
        assertEquals(Files.readString(COMMITTED), new String(served.body()));
    }
}
