package dev.kinora.local.remote;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;

/** An HTTP server of this test's own, that gives its answers one after the other and keeps what it was asked. */
final class LoopbackServer implements AutoCloseable {
    private final HttpServer server;
    private final Queue<Answer> answers = new ArrayDeque<>();
    private final List<Asked> asked = new ArrayList<>();

    /**
     * An answer.
     *
     * @param promised bytes by Content-Length; more than there are: the connection breaks
     */
    record Answer(int status, Map<String, String> headers, byte[] body, int promised) {
        static Answer of(int status, String body) {
            return of(status, Map.of(), body);
        }

        static Answer of(int status, Map<String, String> headers, String body) {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            return new Answer(status, headers, bytes, bytes.length);
        }
    }

    /** A request. */
    record Asked(String method, String path, String authorization, String range) {}

    LoopbackServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    LoopbackServer answers(Answer next) {
        answers.add(next);
        return this;
    }

    List<Asked> asked() {
        return asked;
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    JobsApi jobs(String key) {
        return new JobsApi(Server.of(address(), Optional.ofNullable(key)));
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            asked.add(new Asked(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().toString(),
                    exchange.getRequestHeaders().getFirst("Authorization"),
                    exchange.getRequestHeaders().getFirst("Range")));
            Answer next = answers.remove();
            next.headers().forEach(exchange.getResponseHeaders()::set);
            exchange.sendResponseHeaders(next.status(), next.promised() == 0 ? -1 : next.promised());
            OutputStream body = exchange.getResponseBody();
            body.write(next.body());
            body.flush();
        }
    }
}
