package dev.kinora.local.load;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Sends jobs, all of a wave at once, and cancels most of them while they are anywhere on their way. */
final class Sender {
    /** Of so many jobs one is left to become a clip. */
    private static final int LEFT_ALONE = 20;

    private static final long CANCELLED_WITHIN_MILLIS = 20_000;
    private static final long SPREAD_MILLIS = 500;
    private static final long LONGEST_PAUSE_SECONDS = 10;

    private final HttpClient client = Clients.open("sender");
    private final URI service;
    private final Tally tally;
    private final Ledger ledger;
    private final String picture = Pictures.base64(Pictures.smallest());

    Sender(URI service, Tally tally, Ledger ledger) {
        this.service = service;
        this.tally = tally;
        this.ledger = ledger;
    }

    /** Sends so many jobs at once, and returns when each is taken and those to be cancelled are. */
    void wave(int number, int jobs) {
        List<CompletableFuture<?>> all = new ArrayList<>();
        for (int job = 0; job < jobs; job++) {
            all.add(submit("load-" + number + "-" + job, job % LEFT_ALONE == 0));
        }
        CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).join();
    }

    private CompletableFuture<?> submit(String id, boolean isLeftAlone) {
        String job = "{\"id\":\"" + id + "\",\"image\":{\"bytes\":\"" + picture
                + "\"},\"width\":16,\"height\":16,\"frames\":1,\"steps\":1}";
        HttpRequest request = HttpRequest.newBuilder(service.resolve("/v1/jobs"))
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", id)
                .POST(text(job))
                .build();
        return untilTaken(Deed.SUBMIT, request).thenCompose(status -> {
            if (status != 202) {
                return CompletableFuture.completedFuture(status);
            }
            ledger.promise(id, true);
            return isLeftAlone ? CompletableFuture.completedFuture(status) : cancel(id);
        });
    }

    private CompletableFuture<Integer> cancel(String id) {
        HttpRequest request = HttpRequest.newBuilder(service.resolve("/v1/jobs/" + id))
                .DELETE()
                .build();
        return CompletableFuture.supplyAsync(
                        () -> untilTaken(Deed.CANCEL, request),
                        in(ThreadLocalRandom.current().nextLong(CANCELLED_WITHIN_MILLIS)))
                .thenCompose(Function.identity());
    }

    /** Sends it again, after the pause that is asked for, as long as the service has no time. */
    private CompletableFuture<Integer> untilTaken(Deed deed, HttpRequest request) {
        return client.sendAsync(request, HttpResponse.BodyHandlers.discarding())
                .handle((answer, cut) -> {
                    int status = answer == null ? Deed.CUT : answer.statusCode();
                    tally.count(deed, status);
                    if (status != 429 && status != 503) {
                        return CompletableFuture.completedFuture(status);
                    }
                    return CompletableFuture.supplyAsync(() -> untilTaken(deed, request), in(pauseMillis(answer)))
                            .thenCompose(Function.identity());
                })
                .thenCompose(Function.identity());
    }

    private static long pauseMillis(HttpResponse<?> answer) {
        long seconds = answer.headers().firstValueAsLong("Retry-After").orElse(1);
        return TimeUnit.SECONDS.toMillis(Math.min(seconds, LONGEST_PAUSE_SECONDS))
                + ThreadLocalRandom.current().nextLong(SPREAD_MILLIS);
    }

    private Executor in(long millis) {
        return CompletableFuture.delayedExecutor(
                millis, TimeUnit.MILLISECONDS, client.executor().orElseThrow());
    }

    private static BodyPublisher text(String text) {
        return HttpRequest.BodyPublishers.ofString(text);
    }
}
