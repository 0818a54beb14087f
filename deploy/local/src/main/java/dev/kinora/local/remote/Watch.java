package dev.kinora.local.remote;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Looks at jobs twice a second until they have ended. For one thread, but jobs may be added by whoever is told. */
public final class Watch {
    private static final long BETWEEN_LOOKS_MILLIS = 500;

    private final JobsApi jobs;
    private final Map<String, Optional<JobView>> running = new LinkedHashMap<>();

    public Watch(JobsApi jobs) {
        this.jobs = jobs;
    }

    /** Looks at this one, too. */
    public void add(String id) {
        running.put(id, Optional.empty());
    }

    /**
     * Tells every change, the end of each job included, and returns with the last end.
     *
     * @param round called after each round of looks; may throw to give up
     */
    public void follow(Consumer<JobsApi.Answer> teller, Runnable round) {
        while (!running.isEmpty()) {
            List.copyOf(running.keySet()).forEach(id -> look(id, teller));
            round.run();
            pause();
        }
    }

    private void look(String id, Consumer<JobsApi.Answer> teller) {
        JobsApi.Answer now = jobs.look(id);
        Optional<JobView> before = running.put(id, Optional.of(now.job()));
        if (now.job().isEnd()) {
            running.remove(id);
        }
        if (before.isEmpty() || !before.get().equals(now.job())) {
            teller.accept(now);
        }
    }

    private void pause() {
        try {
            if (!running.isEmpty()) {
                TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS_MILLIS);
            }
        } catch (InterruptedException leaving) {
            Thread.currentThread().interrupt();
            throw jobs.unexpected("an interruption");
        }
    }
}
