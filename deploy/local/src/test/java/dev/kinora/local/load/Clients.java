package dev.kinora.local.load;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** Makes clients that share no connections, so that who measures does not wait for who floods. */
final class Clients {
    private static final int THREADS = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Clients() {}

    /** One of HTTP/1.1, with few threads of its own. */
    static HttpClient open(String name) {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(PATIENCE)
                .executor(threads(name, THREADS))
                .build();
    }

    /** Threads that hold nobody up at the end. */
    static ScheduledExecutorService threads(String name, int count) {
        return Executors.newScheduledThreadPool(count, work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        });
    }
}
