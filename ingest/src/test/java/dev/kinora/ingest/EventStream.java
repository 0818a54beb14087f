package dev.kinora.ingest;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A client that listens to Server-Sent Events of the application under test. */
final class EventStream implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 60;

    private final HttpResponse<InputStream> answer;
    private final BufferedReader lines;

    /** One event: its fields by name. */
    record Event(String id, String type, String data) {}

    private EventStream(HttpResponse<InputStream> answer) {
        this.answer = answer;
        this.lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
    }

    /** @param lastEventId null for none */
    static EventStream open(String path, String lastEventId) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(Caller.uri(path));
        if (lastEventId != null) {
            request.header("Last-Event-ID", lastEventId);
        }
        return new EventStream(
                HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofInputStream()));
    }

    int status() {
        return answer.statusCode();
    }

    String header(String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    /** Reads on; comments are passed over. */
    List<Event> next(int count) throws IOException {
        List<Event> events = new ArrayList<>();
        while (events.size() < count) {
            Event event = awaitNext();
            if (event == null) {
                throw new AssertionError("the stream ended after " + events);
            }
            events.add(event);
        }
        return events;
    }

    /** Reads to the end. */
    List<Event> rest() throws IOException {
        List<Event> events = new ArrayList<>();
        for (Event event = awaitNext(); event != null; event = awaitNext()) {
            events.add(event);
        }
        return events;
    }

    @Override
    public void close() throws IOException {
        answer.body().close(); // the reader may be held by who waits for a line
    }

    /** The JDK's client cannot be interrupted, and comments keep coming on a stream that should have ended. */
    private Event awaitNext() throws IOException {
        try {
            return CompletableFuture.supplyAsync(this::next).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException none) {
            throw new IOException("neither an event nor an end in " + PATIENCE_SECONDS + " s", none);
        }
    }

    private Event next() {
        Map<String, String> fields = new HashMap<>();
        for (String line : (Iterable<String>) lines.lines()::iterator) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                fields.put(line.substring(0, colon), line.substring(colon + 1));
            } else if (line.isEmpty() && fields.containsKey("data")) {
                return new Event(fields.get("id"), fields.get("event"), fields.get("data"));
            }
        }
        return null;
    }
}
