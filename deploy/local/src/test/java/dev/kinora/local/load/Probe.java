package dev.kinora.local.load;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Asks for health and for the list of jobs twice a second, and takes the time from the request to the whole answer. */
final class Probe {
    private static final long EVERY_MILLIS = 500;

    private final HttpClient client = Clients.open("probe");
    private final ScheduledExecutorService clock = Clients.threads("probe-clock", 2);
    private final Map<Deed, List<Long>> nanos = new EnumMap<>(Deed.class);
    private final URI service;
    private final Tally tally;

    Probe(URI service, Tally tally) {
        this.service = service;
        this.tally = tally;
    }

    void start() {
        measure(Deed.HEALTH, "/q/health");
        measure(Deed.LIST, "/v1/jobs?limit=10");
    }

    void stop() {
        clock.shutdownNow();
    }

    /** Median, 99 % and longest, of each request. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        nanos.forEach((deed, times) -> {
            List<Long> sorted = new ArrayList<>(List.copyOf(times));
            Collections.sort(sorted);
            lines.add("%s: %d times, median %s, 99 %% %s, longest %s"
                    .formatted(
                            deed.words(), sorted.size(), millis(sorted, 0.5), millis(sorted, 0.99), millis(sorted, 1)));
        });
        return lines;
    }

    private void measure(Deed deed, String path) {
        List<Long> times = Collections.synchronizedList(new ArrayList<>());
        nanos.put(deed, times);
        HttpRequest request = HttpRequest.newBuilder(service.resolve(path)).build();
        clock.scheduleAtFixedRate(() -> ask(deed, request, times), 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void ask(Deed deed, HttpRequest request, List<Long> times) {
        long start = System.nanoTime();
        try {
            int status = client.send(request, HttpResponse.BodyHandlers.ofByteArray())
                    .statusCode();
            times.add(System.nanoTime() - start);
            tally.count(deed, status);
        } catch (IOException cut) {
            tally.count(deed, Deed.CUT);
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    /** The nearest rank. */
    private static String millis(List<Long> sorted, double part) {
        if (sorted.isEmpty()) {
            return "unknown";
        }
        int rank = (int) Math.ceil(part * sorted.size()) - 1;
        return "%.1f ms".formatted(sorted.get(Math.max(rank, 0)) / 1e6);
    }
}
