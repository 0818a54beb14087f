package dev.kinora.local.load;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscribers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** One who listens to all events from the first on, and comes back with the last id when the stream ends. */
final class Listener {
    /** A restless one leaves behind one of so many events. */
    private static final int LEAVES_AFTER = 200;

    private static final long AWAY_MILLIS = 200;

    private final HttpClient client;
    private final URI service;
    private final Tally tally;
    private final boolean isRestless;
    private final Ear ear;
    private final List<String> heard = Collections.synchronizedList(new ArrayList<>());
    private volatile String last = "-1";
    private volatile int returns;
    private volatile boolean over;

    /** What is told of each event that is on the topic; progress is not. */
    interface Ear {
        /**
         * An event has come whole.
         *
         * @param position its id in the stream
         * @param type as {@code JobAccepted}
         * @param json the message
         */
        void hear(String position, String type, String json);
    }

    /** @param isRestless whether it leaves now and then, and comes back */
    Listener(HttpClient client, URI service, Tally tally, boolean isRestless, Ear ear) {
        this.client = client;
        this.service = service;
        this.tally = tally;
        this.isRestless = isRestless;
        this.ear = ear;
    }

    /** Listens until told to stop. */
    void start() {
        HttpRequest request = HttpRequest.newBuilder(service.resolve("/v1/events"))
                .header("Last-Event-ID", last)
                .build();
        Visit visit = new Visit();
        BodyHandler<Void> handler = answer -> {
            tally.count(Deed.LISTEN, answer.statusCode());
            return answer.statusCode() == 200
                    ? BodySubscribers.fromLineSubscriber(visit)
                    : BodySubscribers.discarding();
        };
        client.sendAsync(request, handler).whenComplete((nothing, cut) -> visit.end());
    }

    /** Takes nothing more. */
    void stop() {
        over = true;
    }

    /** Ids of the events heard, in order. */
    List<String> heard() {
        return heard;
    }

    int returns() {
        return returns;
    }

    /** One connection; the client calls it from one thread at a time. */
    private final class Visit implements Flow.Subscriber<String> {
        private final AtomicBoolean ended = new AtomicBoolean();
        private Flow.Subscription subscription;
        private String id = "";
        private String type = "";
        private String json = "";

        @Override
        public void onSubscribe(Flow.Subscription lines) {
            subscription = lines;
            lines.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(String line) {
            if (ended.get() || over) {
                return;
            }
            if (line.startsWith("id:")) {
                id = line.substring("id:".length()).strip();
            } else if (line.startsWith("event:")) {
                type = line.substring("event:".length()).strip();
            } else if (line.startsWith("data:")) {
                json = line.substring("data:".length());
            } else if (line.isEmpty()) {
                take();
            }
        }

        @Override
        public void onError(Throwable cut) {
            end();
        }

        @Override
        public void onComplete() {
            end();
        }

        private void take() {
            boolean isEvent = !type.isEmpty() && !type.equals("JobProgress");
            if (isEvent) {
                last = id;
                heard.add(id);
                ear.hear(id, type, json);
            }
            type = "";
            if (isEvent && isRestless && ThreadLocalRandom.current().nextInt(LEAVES_AFTER) == 0) {
                end();
                subscription.cancel();
            }
        }

        /** Comes back, once for each visit. */
        private void end() {
            if (ended.compareAndSet(false, true) && !over) {
                returns++;
                CompletableFuture.delayedExecutor(
                                AWAY_MILLIS,
                                TimeUnit.MILLISECONDS,
                                client.executor().orElseThrow())
                        .execute(Listener.this::start);
            }
        }
    }
}
