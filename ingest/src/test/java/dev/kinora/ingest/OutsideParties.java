package dev.kinora.ingest;

import dev.kinora.ingest.outside.LoopbackServer;
import dev.kinora.testbed.Servers;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An application that may reach one server of somebody else, on loopback. */
public final class OutsideParties implements QuarkusTestProfile {
    /** That events are signed with. */
    static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(Servers.class), new TestResourceEntry(Host.class));
    }

    /** The server. */
    public static final class Host implements QuarkusTestResourceLifecycleManager {
        private static LoopbackServer server;

        static LoopbackServer server() {
            return server;
        }

        static String url(String path) {
            return "http://localhost:" + server.port() + path;
        }

        @Override
        public Map<String, String> start() {
            server = new LoopbackServer();
            Map<String, String> settings = new HashMap<>();
            for (String prefix : List.of("kinora.ingest.image-url.", "kinora.ingest.webhook.")) {
                settings.put(prefix + "hosts", "localhost:" + server.port());
                settings.put(prefix + "private-hosts", "localhost");
                settings.put(prefix + "schemes", "http");
                settings.put(prefix + "first-delay", "10ms");
            }
            settings.put("kinora.ingest.image-url.tries", "3");
            settings.put("kinora.ingest.webhook.longest-delay", "10ms");
            settings.put("kinora.ingest.webhook.secret-file", secrets().toString());
            return settings;
        }

        private static Path secrets() {
            try {
                return Files.writeString(Files.createTempFile(Path.of("target"), "webhook-", ".secret"), SECRET)
                        .toAbsolutePath();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void stop() {
            server.close();
        }
    }
}
