package dev.kinora.local.command;

import dev.kinora.contract.FailureException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Optional;

/** The port of the REST interface and the health page on 127.0.0.1. */
final class HttpPort {
    private HttpPort() {}

    /**
     * The third port from the one asked for, or a free one.
     *
     * @throws FailureException BAD_INPUT if that port is taken
     */
    static int choose(Optional<Integer> first) {
        int wanted = first.map(port -> port + 2).orElse(0);
        try (ServerSocket socket = new ServerSocket(wanted, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        } catch (IOException e) {
            if (wanted == 0) {
                throw new UncheckedIOException("no free port on 127.0.0.1", e);
            }
            throw FailureException.badInput("port", wanted + ", which is taken", "three free ports in a row");
        }
    }
}
