package dev.kinora.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kinora.local.Program.Ended;
import dev.kinora.local.Program.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The REST interface of one {@code kinora up}, as curl uses it. */
class HttpIT {
    private static final Pattern EXAMPLES = Pattern.compile("## Over HTTP.*?```sh\n(.*?)```", Pattern.DOTALL);

    @TempDir
    private static Path folder;

    private static Program program;
    private static Running up;
    private static String address;

    @BeforeAll
    static void start() throws Exception {
        program = new Program(folder);
        Files.copy(Program.PHOTO, folder.resolve("photo.jpg"));
        up = program.startKinora("up", "--data", "data", "--json", "--settings-to", "kinora.properties");
        JsonNode addresses = new ObjectMapper().readTree(up.firstLine());
        address = addresses.get("http").asText();
    }

    @AfterAll
    static void stop() throws Exception {
        up.process().destroy();
        assertEquals(143, up.await().status());
    }

    @Test
    void everyExampleOfThePageRuns() throws IOException, InterruptedException {
        Matcher page = EXAMPLES.matcher(Files.readString(Program.ROOT.resolve("ingest/README.md")));
        assertTrue(page.find());
        Ended ended = program.run("bash", "-euo", "pipefail", "-c", "KINORA=" + address + "\n" + page.group(1));

        assertEquals(0, ended.status(), ended::toString);
        Ended decoded = program.run("ffmpeg", "-v", "error", "-i", "demo-1.mp4", "-f", "null", "-");
        assertEquals(new Ended(0, "", ""), decoded);
        for (String file : new String[] {"demo-1.jpg", "demo-1.gif", "still.png"}) {
            assertTrue(Files.size(folder.resolve(file)) > 0, file);
        }
    }

    @Test
    void withoutKeysIngestListensOnThisMachineOnly() throws IOException, InterruptedException {
        Path open = folder.resolve("open.properties");
        Files.copy(folder.resolve("kinora.properties"), open);
        String anywhere = "quarkus.http.host-enabled=true\nquarkus.http.host=0.0.0.0\nquarkus.http.port=0\n";
        Files.writeString(open, anywhere, StandardOpenOption.APPEND);
        Ended ended = program.kinora("worker", "ingest", "--settings", "open.properties");

        assertEquals(1, ended.status(), ended::toString);
        assertTrue(ended.err().contains("kinora.ingest.api-keys"), ended::toString);
    }
}
