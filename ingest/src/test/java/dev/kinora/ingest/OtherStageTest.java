package dev.kinora.ingest;

import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A process that runs other stages starts without a broker and never asks for one on ingest's behalf. */
@QuarkusTest
@TestProfile(OtherStageTest.Other.class)
class OtherStageTest {
    private static final int LISTEN_MILLIS = 2000;

    @Test
    void nothingConnects() throws IOException {
        Listener.socket.setSoTimeout(LISTEN_MILLIS);
        assertThrows(SocketTimeoutException.class, () -> Listener.socket.accept());
    }

    /** Another stage, and a broker that only listens. */
    public static final class Other implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("kinora.stages", "storage");
        }

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(Listener.class));
        }
    }

    /** Knows whether anybody came. */
    public static final class Listener implements QuarkusTestResourceLifecycleManager {
        private static ServerSocket socket;

        @Override
        public Map<String, String> start() {
            try {
                socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                String address = "127.0.0.1:" + socket.getLocalPort();
                return Map.of("kafka.bootstrap.servers", address, "kinora.store.endpoint", "http://" + address);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void stop() {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
