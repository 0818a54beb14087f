package dev.kinora.testbed;

import dev.kinora.local.servers.LocalServers;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** A broker and a store for the stage under test. */
public final class Servers implements QuarkusTestResourceLifecycleManager {
    /** Setting that says where the store keeps its objects, for tests that are another program. */
    public static final String OBJECTS = "test.objects";

    private LocalServers servers;

    @Override
    public Map<String, String> start() {
        try {
            Path data = Files.createTempDirectory(Path.of("target"), "servers-");
            servers = LocalServers.start(data);
            Map<String, String> settings = new HashMap<>(servers.settings());
            settings.put(
                    OBJECTS, data.resolve("objects/kinora").toAbsolutePath().toString());
            return settings;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        servers.close();
    }
}
