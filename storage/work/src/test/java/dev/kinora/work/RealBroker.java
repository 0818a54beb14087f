package dev.kinora.work;

import dev.kinora.local.servers.LocalServers;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** A real broker in this process, with a stage of its own for each test. */
abstract class RealBroker {
    @TempDir
    static Path data;

    static LocalServers servers;

    @BeforeAll
    static void start() {
        servers = LocalServers.start(data);
    }

    @AfterAll
    static void stop() {
        servers.close();
    }

    static TestStage stage(TestInfo test) {
        return new TestStage(servers, test.getTestMethod().orElseThrow().getName());
    }
}
