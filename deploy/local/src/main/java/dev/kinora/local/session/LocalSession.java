package dev.kinora.local.session;

import dev.kinora.contract.JobEvent;
import dev.kinora.contract.JobEvent.ClipPublished;
import dev.kinora.contract.JobProgress;
import dev.kinora.local.client.ClipFiles;
import dev.kinora.local.client.JobListener;
import dev.kinora.local.client.KinoraClient;
import dev.kinora.local.client.Request;
import dev.kinora.local.client.StoreUploads;
import dev.kinora.local.client.Uploads;
import dev.kinora.local.host.LocalKinora;
import dev.kinora.objects.ObjectStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Broker, store and stages on a data folder, by way of topics and store like any other user of them. */
public final class LocalSession implements Session {
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);

    private final Path data;
    private final Consumer<String> teller;
    private final LocalKinora kinora;
    private final ObjectStore store;
    private final KinoraClient client;

    private LocalSession(Path data, Consumer<String> teller, LocalKinora kinora) {
        this.data = data;
        this.teller = teller;
        this.kinora = kinora;
        this.store = new ObjectStore(kinora.settings().store());
        this.client = new KinoraClient(kinora.settings().broker());
    }

    /**
     * Starts everything, or joins what runs on the folder.
     *
     * @param teller is told in a line why this does not end yet, if it does not
     */
    public static LocalSession open(Path data, Consumer<String> teller) {
        LocalKinora kinora = LocalKinora.startOrJoin(data);
        try {
            return new LocalSession(data, teller, kinora);
        } catch (RuntimeException failed) {
            kinora.close();
            throw failed;
        }
    }

    @Override
    public Uploads uploads() {
        return new StoreUploads(store);
    }

    @Override
    public void submit(Request request) {
        client.submit(request);
    }

    /** Then waits until nobody else needs the servers of this process. */
    @Override
    public void follow(JobListener listener) {
        client.follow(List.of(), new Alive(listener));
        kinora.awaitGuests(() -> teller.accept("another kinora uses these servers; they stop when it is done"));
    }

    @Override
    public void clip(ClipPublished published, Path target) {
        new ClipFiles(store).clip(published.clip(), target);
    }

    @Override
    public void frames(String id, Path folder) {
        new ClipFiles(store).frames(id, folder);
    }

    /** All of it stops with this process, and is there again with the next. */
    @Override
    public String leave(List<String> unfinished, String name) {
        String kept =
                "stopped; %s %s kept. ".formatted(Session.jobs(unfinished), unfinished.size() == 1 ? "is" : "are");
        return name.isEmpty()
                ? kept
                        + "They go on with the next kinora on --data '%s'; `kinora get` fetches the clips from `kinora up`"
                                .formatted(data)
                : kept + "To go on: the same command with --id %s --data '%s'".formatted(name, data);
    }

    @Override
    public void close() {
        try (kinora;
                store) {
            client.close();
        }
    }

    /** Gives up when those who would do the job are gone. */
    private final class Alive implements JobListener {
        private final JobListener listener;
        private List<String> told = List.of();
        private long lookedNanos = System.nanoTime();

        Alive(JobListener listener) {
            this.listener = listener;
        }

        @Override
        public void event(JobEvent event) {
            listener.event(event);
        }

        @Override
        public void progress(JobProgress progress) {
            listener.progress(progress);
        }

        @Override
        public void waiting() {
            kinora.requireRunning();
            if (System.nanoTime() - lookedNanos > BETWEEN_LOOKS.toNanos()) {
                lookedNanos = System.nanoTime();
                tellMissing(kinora.missing());
            }
        }

        private void tellMissing(List<String> missing) {
            if (!missing.equals(told)) {
                told = missing;
                missing.forEach(what -> teller.accept("waiting: " + what));
            }
        }
    }
}
