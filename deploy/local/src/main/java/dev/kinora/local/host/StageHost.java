package dev.kinora.local.host;

import dev.kinora.contract.FailureException;
import io.quarkus.runtime.Quarkus;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The stages of this JVM, in a Quarkus application on a thread of its own. There is at most one, because Quarkus keeps its
 * state in statics and reads its settings from system properties.
 */
public final class StageHost implements AutoCloseable {
    private static final CompletableFuture<Void> STARTED = new CompletableFuture<>();
    private static final CompletableFuture<Supplier<List<String>>> READY = new CompletableFuture<>();
    private static final CompletableFuture<Integer> ENDED = new CompletableFuture<>();

    private final Thread thread;

    private StageHost(Thread thread) {
        this.thread = thread;
    }

    /** Begins to start the stages named by {@code kinora.stages} and returns at once. */
    public static StageHost start(Settings settings) {
        settings.values().forEach(System::setProperty);
        Thread thread = new Thread(() -> Quarkus.run(StagesApplication.class, StageHost::ended), "stages");
        thread.start();
        return new StageHost(thread);
    }

    /**
     * Returns when every stage has what it needs and listens, however long broker and store are away.
     *
     * @throws FailureException as the stage that did not start
     */
    public void awaitReady() {
        join(CompletableFuture.anyOf(READY, ENDED));
    }

    /** Returns when the stages have stopped, because the process was told to. */
    public void awaitEnd() {
        join(ENDED);
    }

    /** Does nothing while the stages start or run, and throws as {@link #awaitReady()} if they could not. */
    public void requireRunning() {
        if (ENDED.isDone()) {
            awaitEnd();
        }
    }

    /** What the stages wait for since they came up, in words for a person; empty while they work. */
    public List<String> missing() {
        return READY.getNow(List::of).get();
    }

    /** Stops the stages, once they have come up; records they hold go back to the broker. */
    @Override
    public void close() {
        try {
            // Quarkus forgets that it was told to stop if that came early in its start.
            CompletableFuture.anyOf(STARTED, ENDED)
                    .exceptionally(failed -> null)
                    .join();
            Quarkus.asyncExit();
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static void started() {
        STARTED.complete(null);
    }

    static void ready(Supplier<List<String>> missing) {
        READY.complete(missing);
    }

    private static void ended(int status, Throwable problem) {
        if (problem == null) {
            ENDED.complete(status);
        } else {
            ENDED.completeExceptionally(problem);
        }
    }

    private static void join(CompletableFuture<?> outcome) {
        try {
            outcome.join();
        } catch (CompletionException e) {
            throw failureBehind(e);
        }
    }

    private static RuntimeException failureBehind(CompletionException e) {
        return Stream.iterate((Throwable) e, cause -> cause != null, Throwable::getCause)
                .filter(FailureException.class::isInstance)
                .map(FailureException.class::cast)
                .map(RuntimeException.class::cast)
                .findFirst()
                .orElse(e);
    }
}
