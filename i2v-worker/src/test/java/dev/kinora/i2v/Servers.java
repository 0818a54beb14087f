package dev.kinora.i2v;

import dev.kinora.local.servers.LocalServers;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** A broker, a store and some models, good and bad, for the stage under test. */
public final class Servers implements QuarkusTestResourceLifecycleManager {
    private LocalServers servers;

    @Override
    public Map<String, String> start() {
        try {
            Path data = Files.createTempDirectory(Path.of("target"), "servers-");
            servers = LocalServers.start(data);
            Map<String, String> settings = new HashMap<>(servers.settings());
            settings.put(
                    "kinora.models.directory",
                    TestModels.lay(data.resolve("models")).toString());
            settings.put(
                    "kinora.loras.directories",
                    TestModels.layLoras(data.resolve("loras")).toString());
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
