package dev.kinora.local.load;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Senders of what should be refused, in a loop each, until the end. */
final class Hostiles {
    private static final int LARGEST_BYTES = 24 << 20;
    private static final int SLOW_AT_A_TIME = 20;
    private static final int SLOW_BYTES = 1_000_000;
    private static final long PAUSE_MILLIS = 200;

    /** Of the largest bodies fewer, as they are work for whoever sends them. */
    private static final long LARGE_PAUSE_MILLIS = 2_000;

    private static final String JSON = "application/json";

    private final HttpClient client = Clients.open("hostile");
    private final ExecutorService threads = Clients.threads("hostile-loop", SLOW_AT_A_TIME + 7);
    private final AtomicLong number = new AtomicLong();
    private final URI service;
    private final Tally tally;
    private final Ledger ledger;

    Hostiles(URI service, Tally tally, Ledger ledger) {
        this.service = service;
        this.tally = tally;
        this.ledger = ledger;
    }

    void start() {
        for (int i = 0; i < SLOW_AT_A_TIME; i++) {
            repeat(Deed.SLOW, PAUSE_MILLIS, () -> raw(SLOW_BYTES));
        }
        repeat(Deed.LARGE, PAUSE_MILLIS, () -> raw(LARGEST_BYTES + 1));
        repeat(Deed.LARGE_UNTOLD, LARGE_PAUSE_MILLIS, () -> post(JSON, untold(new byte[LARGEST_BYTES + 1])));
        String bomb = Pictures.base64(Pictures.bomb());
        repeat(Deed.BOMB, PAUSE_MILLIS, () -> picture(bomb));
        String truncated = Pictures.base64(Pictures.truncated());
        repeat(Deed.TRUNCATED, PAUSE_MILLIS, () -> picture(truncated));
        List<String> wrong = List.of("{\"id\": ", "[1]", "\"", "{\"steps\":", "[".repeat(5_000), "\u0000");
        repeat(Deed.BAD_JSON, PAUSE_MILLIS, () -> post(JSON, text(pick(wrong))));
        List<String> forms = List.of("x", "--b\r\n", "--b\r\nContent-Disposition: form-data\r\n\r\n", "");
        repeat(Deed.BAD_FORM, PAUSE_MILLIS, () -> post("multipart/form-data; boundary=b", text(pick(forms))));
        repeat(Deed.UNKNOWN, PAUSE_MILLIS, this::unknown);
    }

    /** Begins nothing more; what is being trickled is left to its end. */
    void stop() {
        threads.shutdownNow();
    }

    private void repeat(Deed deed, long pauseMillis, Callable<Integer> once) {
        threads.execute(() -> {
            while (!threads.isShutdown()) {
                try {
                    tally.count(deed, once.call());
                    TimeUnit.MILLISECONDS.sleep(pauseMillis);
                } catch (IOException cut) {
                    tally.count(deed, Deed.CUT);
                } catch (InterruptedException over) {
                    return;
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            }
        });
    }

    private int raw(int declaredBytes) throws IOException {
        try (RawRequest request = new RawRequest(service, declaredBytes)) {
            return request.trickle();
        }
    }

    /** Taken or refused at once: if taken, it has to be rejected later. */
    private int picture(String base64) throws IOException, InterruptedException {
        String id = "bad-" + number.incrementAndGet();
        int status = post(JSON, text("{\"id\":\"" + id + "\",\"image\":{\"bytes\":\"" + base64 + "\"}}"));
        if (status == 202) {
            ledger.promise(id, false);
        }
        return status;
    }

    private int unknown() throws IOException, InterruptedException {
        String path = "/v1/jobs/nobody-" + number.incrementAndGet();
        List<HttpRequest> requests = List.of(
                request(path).build(),
                request(path).DELETE().build(),
                request(path + "/clip").build(),
                request(path + "/events").build());
        return send(pick(requests));
    }

    private int post(String type, BodyPublisher body) throws IOException, InterruptedException {
        return send(request("/v1/jobs").header("Content-Type", type).POST(body).build());
    }

    private int send(HttpRequest request) throws IOException, InterruptedException {
        return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(service.resolve(path));
    }

    private <T> T pick(List<T> all) {
        return all.get((int) (number.incrementAndGet() % all.size()));
    }

    private static BodyPublisher text(String text) {
        return BodyPublishers.ofString(text);
    }

    /** Without {@code Content-Length}. */
    private static BodyPublisher untold(byte[] body) {
        return BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body));
    }
}
