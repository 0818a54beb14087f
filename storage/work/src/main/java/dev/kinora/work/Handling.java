package dev.kinora.work;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.AcknowledgeType;

/** The thread that works on one record. */
final class Handling {
    private final CompletableFuture<AcknowledgeType> fate = new CompletableFuture<>();
    private final RecordLease lease;
    private final Thread thread;

    private Handling(RecordLease lease, String name, Supplier<AcknowledgeType> work) {
        this.lease = lease;
        this.thread = new Thread(() -> run(work), name);
        this.thread.setDaemon(true);
    }

    /** Begins to work. */
    static Handling start(RecordLease lease, String name, Supplier<AcknowledgeType> work) {
        Handling handling = new Handling(lease, name, work);
        handling.thread.start();
        return handling;
    }

    /** Waits until the fate is known or the other thing happens; false if neither did in that time. */
    boolean endsWithin(Duration time, CompletableFuture<?> otherThing) {
        try {
            CompletableFuture.anyOf(fate, otherThing).get(time.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException notYet) {
            return false;
        } catch (ExecutionException impossible) {
            throw new AssertionError(impossible);
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /**
     * Ends the lease and waits for the handler to leave: first by itself, then interrupted, as an interrupt closes files that
     * it may share with later work.
     */
    void stop(Duration grace) {
        lease.end();
        CompletableFuture<Void> nothingElse = new CompletableFuture<>();
        if (!endsWithin(grace, nothingElse)) {
            thread.interrupt();
            endsWithin(grace, nothingElse);
        }
    }

    boolean isDone() {
        return fate.isDone();
    }

    /** RELEASE as long as nothing is known: whoever gets the record next starts over. */
    AcknowledgeType fate() {
        return fate.getNow(AcknowledgeType.RELEASE);
    }

    private void run(Supplier<AcknowledgeType> work) {
        AcknowledgeType decided = AcknowledgeType.RELEASE;
        try {
            decided = work.get();
        } finally {
            fate.complete(decided);
        }
    }
}
