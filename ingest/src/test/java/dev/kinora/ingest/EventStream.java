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

/** A client that listens to Server-Sent Events of the application under test. */
final class EventStream implements AutoCloseable {
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
            Event event = next();
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
        for (Event event = next(); event != null; event = next()) {
            events.add(event);
        }
        return events;
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }

    private Event next() throws IOException {
        Map<String, String> fields = new HashMap<>();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
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
