package dev.kinora.work;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.AcknowledgeType;

/** The thread that works on one record. */
final class Handling {
    private final CompletableFuture<AcknowledgeType> decided = new CompletableFuture<>();
    private final RecordLease lease;
    private final Thread thread;

    private Handling(RecordLease lease, String name, ItemFate fate, Bell bell) {
        this.lease = lease;
        this.thread = new Thread(() -> run(fate, bell), name);
        this.thread.setDaemon(true);
    }

    /**
     * Begins to work.
     *
     * @param bell rung at the end
     */
    static Handling start(RecordLease lease, String name, ItemFate fate, Bell bell) {
        Handling handling = new Handling(lease, name, fate, bell);
        handling.thread.start();
        return handling;
    }

    /**
     * Ends the lease and waits for the handler to leave: first by itself, then interrupted, as an interrupt closes files that
     * it may share with later work.
     */
    void stop(Duration grace) {
        lease.end();
        if (!endsWithin(grace)) {
            thread.interrupt();
            endsWithin(grace);
        }
    }

    /** Waits until the fate is decided; false if it was not in that time. */
    boolean endsWithin(Duration time) {
        try {
            decided.get(time.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException notYet) {
            return false;
        } catch (ExecutionException impossible) {
            throw new AssertionError(impossible);
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    boolean isDone() {
        return decided.isDone();
    }

    /** RELEASE as long as nothing is known: whoever gets the record next starts over. */
    AcknowledgeType fate() {
        return decided.getNow(AcknowledgeType.RELEASE);
    }

    private void run(ItemFate fate, Bell bell) {
        AcknowledgeType decision = AcknowledgeType.RELEASE;
        try {
            decision = fate.decide();
        } finally {
            decided.complete(decision);
            bell.ring();
        }
    }
}
