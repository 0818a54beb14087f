package dev.kinora.ingest;

import dev.kinora.ingest.outside.LoopbackServer;
import dev.kinora.testbed.Servers;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;
import java.util.Map;

/** An application that may reach one server of somebody else, on loopback. */
public final class OutsideParties implements QuarkusTestProfile {

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
            return Map.of(
                    "kinora.ingest.image-url.hosts",
                    "localhost:" + server.port(),
                    "kinora.ingest.image-url.private-hosts",
                    "localhost",
                    "kinora.ingest.image-url.schemes",
                    "http",
                    "kinora.ingest.image-url.tries",
                    "3",
                    "kinora.ingest.image-url.first-delay",
                    "10ms");
        }

        @Override
        public void stop() {
            server.close();
        }
    }
}
