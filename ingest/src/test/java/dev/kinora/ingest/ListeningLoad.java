package dev.kinora.ingest;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Many listen to one ingest while jobs are sent and cancelled; each of them, half of which come back again and again with the
 * last id, has to hear every event once and in order. Not a test of the build: it takes as long as it is told.
 *
 * <p>{@code java -cp ingest/target/test-classes dev.kinora.ingest.ListeningLoad http://127.0.0.1:8080 200 10} listens with
 * 200 for 10 minutes. Exit status: 0 all heard the same, 1 they did not.
 */
public final class ListeningLoad {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final URI service;
    private final long end;

    private ListeningLoad(URI service, Duration duration) {
        this.service = service;
        this.end = System.nanoTime() + duration.toNanos();
    }

    /** @param arguments address, listeners, minutes */
    public static void main(String[] arguments) throws Exception {
        ListeningLoad load =
                new ListeningLoad(URI.create(arguments[0]), Duration.ofMinutes(Long.parseLong(arguments[2])));
        System.exit(load.run(Integer.parseInt(arguments[1])) ? 0 : 1);
    }

    private boolean run(int count) throws Exception {
        String start = start();
        List<Ears> all = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            Ears ears = new Ears(start, number % 2 == 1);
            Thread thread = new Thread(ears, "listener-" + number);
            thread.setDaemon(true);
            thread.start();
            all.add(ears);
        }
        int jobs = 0;
        while (System.nanoTime() < end) {
            send("POST", "/v1/jobs", "{\"id\":\"load-" + start + "-" + jobs + "\",\"image\":{\"bytes\":\"AAAA\"}}");
            jobs++;
            TimeUnit.MILLISECONDS.sleep(500);
        }
        TimeUnit.SECONDS.sleep(10);
        Set<List<String>> different = new HashSet<>();
        all.forEach(ears -> different.add(List.copyOf(ears.heard)));
        int returns = all.stream().mapToInt(ears -> ears.returns).sum();
        System.out.printf(
                "%d listeners, %d jobs, %d events each, %d came back in all: %s%n",
                count,
                jobs,
                all.get(0).heard.size(),
                returns,
                different.size() == 1 ? "all heard the same" : different.size() + " different stories");
        return different.size() == 1 && all.get(0).heard.size() >= jobs;
    }

    /** A position to begin at, so that nothing depends on who comes first: that of a refusal. */
    private String start() throws IOException, InterruptedException {
        String id = "load-start-" + ThreadLocalRandom.current().nextInt(Integer.MAX_VALUE);
        send("POST", "/v1/jobs", "{\"id\":\"" + id + "\",\"image\":{\"bytes\":\"AAAA\"}}");
        HttpRequest request = request("/v1/jobs/" + id + "/events", null);
        try (Stream<String> lines =
                CLIENT.send(request, HttpResponse.BodyHandlers.ofLines()).body()) {
            return lines.filter(line -> line.startsWith("id:"))
                    .findFirst()
                    .orElseThrow()
                    .substring(3);
        }
    }

    private void send(String method, String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(service.resolve(path))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        int status =
                CLIENT.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        if (status != 202) {
            throw new IOException(path + " gives " + status);
        }
    }

    private HttpRequest request(String path, String lastEventId) {
        HttpRequest.Builder request = HttpRequest.newBuilder(service.resolve(path));
        if (lastEventId != null) {
            request.header("Last-Event-ID", lastEventId);
        }
        return request.build();
    }

    /** One listener, told of refusals only, as those are the same for all. */
    private final class Ears implements Runnable {
        private final Queue<String> heard = new ConcurrentLinkedQueue<>();
        private final boolean isRestless;
        private String last;
        private volatile int returns;

        Ears(String start, boolean isRestless) {
            this.last = start;
            this.isRestless = isRestless;
        }

        @Override
        public void run() {
            while (true) {
                try {
                    listen();
                } catch (IOException ended) {
                    // Comes back below.
                } catch (InterruptedException over) {
                    return;
                }
                returns++;
            }
        }

        private void listen() throws IOException, InterruptedException {
            HttpRequest request = request("/v1/events?type=JobRejected", last);
            InputStream answer = CLIENT.send(request, HttpResponse.BodyHandlers.ofInputStream())
                    .body();
            try (BufferedReader lines = new BufferedReader(new InputStreamReader(answer, StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    if (line.startsWith("id:")) {
                        last = line.substring("id:".length());
                        heard.add(last);
                    }
                    // Only behind an event, or its id would be heard without it.
                    if (line.isEmpty()
                            && isRestless
                            && ThreadLocalRandom.current().nextInt(10) == 0) {
                        return;
                    }
                }
            }
        }
    }
}
