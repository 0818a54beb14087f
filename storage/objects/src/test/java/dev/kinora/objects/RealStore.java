package dev.kinora.objects;

import dev.kinora.local.servers.LocalServers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** A real S3 server in this process, and a folder for each test. */
abstract class RealStore {
    static final String TEXT = "text/plain";

    @TempDir
    static Path data;

    @TempDir
    Path folder;

    static LocalServers servers;
    static ObjectStore store;

    @BeforeAll
    static void start() {
        servers = LocalServers.start(data);
        store = new ObjectStore(StoreSettings.from(servers::setting));
    }

    @AfterAll
    static void stop() {
        store.close();
        servers.close();
    }

    static List<Path> filesIn(Path folder) throws Exception {
        try (var files = Files.list(folder)) {
            return files.toList();
        }
    }
}
