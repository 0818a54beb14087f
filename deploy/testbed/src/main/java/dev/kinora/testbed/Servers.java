package dev.kinora.testbed;

import dev.kinora.local.servers.LocalServers;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A broker and a store for the stage under test. */
public final class Servers implements QuarkusTestResourceLifecycleManager {
    private LocalServers servers;

    @Override
    public Map<String, String> start() {
        try {
            Path data = Files.createTempDirectory(Path.of("target"), "servers-");
            servers = LocalServers.start(data);
            return servers.settings();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        servers.close();
    }
}
