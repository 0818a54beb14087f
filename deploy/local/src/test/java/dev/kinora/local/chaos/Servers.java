package dev.kinora.local.chaos;

import dev.kinora.contract.Topics;
import dev.kinora.work.BrokerSettings;
import dev.kinora.work.Topology;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/** A broker and a store, each in a process of its own, with the topics and a settings file for workers. */
final class Servers implements AutoCloseable {
    /** Beside the servers' folders. */
    static final String SETTINGS_FILE = "kinora.properties";

    private final Path folder;
    private final ServerProcess broker;
    private final ServerProcess store;

    Servers(Path folder) throws IOException {
        this.folder = folder;
        this.broker = new ServerProcess(folder, "broker");
        this.store = new ServerProcess(folder, "store");
    }

    /**
     * Starts both and returns every setting that a worker gets.
     *
     * @param root of the project, whose models the workers use
     * @param more settings for the workers
     */
    Map<String, String> start(Path root, Map<String, String> more) throws IOException, InterruptedException {
        Map<String, String> settings = new HashMap<>(broker.start(false));
        settings.putAll(store.start(false));
        settings.put(
                "kinora.models.directory", root.resolve("i2v-worker/models").toString());
        settings.putAll(more);
        Properties file = new Properties();
        file.putAll(settings);
        try (Writer writer = Files.newBufferedWriter(folder.resolve(SETTINGS_FILE))) {
            file.store(writer, "");
        }
        Topology.prepareForWork(BrokerSettings.from(settings), Topics.jobsDefinitions("nano"));
        return settings;
    }

    ServerProcess broker() {
        return broker;
    }

    ServerProcess store() {
        return store;
    }

    @Override
    public void close() {
        broker.close();
        store.close();
    }
}
