package dev.kinora.local.servers;

import dev.kinora.contract.FailureException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Ports of this machine's own address. */
final class Loopback {
    static final String HOST = "127.0.0.1";

    private Loopback() {}

    /** Ports that were free a moment ago. */
    record Free(int kafka, int controller, int store) {}

    /**
     * Finds a free port for each listener; one that was asked for is kept.
     *
     * @throws FailureException BAD_INPUT on {@code port} if one that was asked for is taken
     */
    static Free free(Ports wanted) {
        try (ServerSocket kafka = hold(wanted.kafka());
                ServerSocket controller = hold(0);
                ServerSocket store = hold(wanted.store())) {
            return new Free(kafka.getLocalPort(), controller.getLocalPort(), store.getLocalPort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Holds a port, so that the next one looked for is another, until closed. */
    private static ServerSocket hold(int wanted) throws IOException {
        ServerSocket socket = new ServerSocket();
        // As the servers do: a port whose last connections linger is free.
        socket.setReuseAddress(true);
        try {
            socket.bind(new InetSocketAddress(InetAddress.getByName(HOST), wanted));
            return socket;
        } catch (BindException taken) {
            socket.close();
            throw FailureException.badInput("port", wanted + ", in use on " + HOST, "a free port");
        }
    }
}
