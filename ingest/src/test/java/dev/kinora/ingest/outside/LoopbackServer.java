package dev.kinora.ingest.outside;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;

/** Somebody else's HTTP server, at every address of this machine. */
public final class LoopbackServer implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> seen = new CopyOnWriteArrayList<>();

    public LoopbackServer() {
        this(null);
    }

    /** @param tls its certificate, or null */
    LoopbackServer(SSLContext tls) {
        try {
            if (tls == null) {
                server = HttpServer.create(new InetSocketAddress(0), 0);
            } else {
                HttpsServer secure = HttpsServer.create(new InetSocketAddress(0), 0);
                secure.setHttpsConfigurator(new HttpsConfigurator(tls));
                server = secure;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.start();
    }

    /** Answers at a path. */
    public LoopbackServer at(String path, HttpHandler handler) {
        server.createContext(path, exchange -> {
            seen.add(exchange.getRequestURI().toString());
            try (exchange) {
                handler.handle(exchange);
            }
        });
        return this;
    }

    /** Answers with a status and a body. */
    public static HttpHandler says(int status, byte[] body, String... headers) {
        return exchange -> answer(exchange, status, body, headers);
    }

    public static void answer(HttpExchange exchange, int status, byte[] body, String... headers) throws IOException {
        exchange.getRequestBody().readAllBytes();
        for (int i = 0; i < headers.length; i += 2) {
            exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
        }
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** The requests' paths and queries so far. */
    public List<String> seen() {
        return seen;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
