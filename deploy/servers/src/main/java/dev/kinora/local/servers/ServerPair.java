package dev.kinora.local.servers;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/** Broker and store, started and stopped side by side: each mostly waits for class loading, disks and threads. */
record ServerPair(LocalBroker broker, LocalStore store) implements AutoCloseable {

    /** Starts both; if one fails, the other does not stay. */
    static ServerPair start(Path kafka, Path objects, Loopback.Free ports, StoreKeys keys, boolean afterCrash) {
        CompletableFuture<LocalBroker> broker =
                beside("kafka-start", () -> LocalBroker.start(kafka, ports.kafka(), ports.controller(), afterCrash));
        CompletableFuture<LocalStore> store =
                beside("store-start", () -> LocalStore.start(objects, ports.store(), keys));
        try {
            return new ServerPair(broker.join(), store.join());
        } catch (CompletionException e) {
            broker.handle(ServerPair::closeStarted).join();
            store.handle(ServerPair::closeStarted).join();
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    @Override
    public void close() {
        CompletableFuture<Void> stopping = beside("store-stop", () -> {
            store.close();
            return null;
        });
        broker.close();
        stopping.join();
    }

    /** On a thread of its own, which inherits the caller's class loader: jclouds finds its providers through it. */
    private static <T> CompletableFuture<T> beside(String name, Supplier<T> deed) {
        return CompletableFuture.supplyAsync(deed, task -> new Thread(task, "kinora-" + name).start());
    }

    private static <T extends AutoCloseable> Void closeStarted(T server, Throwable failure) {
        if (server instanceof LocalBroker started) {
            started.close();
        } else if (server instanceof LocalStore started) {
            started.close();
        }
        return null;
    }
}
