package dev.kinora.local.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Both servers inside this process.
 *
 * @param lock on the folder, held as long as the servers run
 */
record HostedServers(FolderLocks.Host lock, ServerPair servers, Map<String, String> settings) implements LocalServers {

    /** Starts the servers, unless this or another process hosts the folder already. */
    static Optional<LocalServers> start(Path folder, Ports ports) throws IOException {
        Optional<FolderLocks.Host> lock = FolderLocks.host(folder);
        return lock.isEmpty() ? Optional.empty() : Optional.of(start(lock.get(), ports));
    }

    private static HostedServers start(FolderLocks.Host lock, Ports wanted) throws IOException {
        try {
            Path folder = lock.folder();
            boolean afterCrash = ServersFile.remove(folder);
            StoreKeys keys = StoreKeys.of(folder);
            Path kafka = Files.createDirectories(folder.resolve("kafka"));
            Path objects = Files.createDirectories(folder.resolve("objects"));
            ServerPair servers = ServerPair.start(kafka, objects, Loopback.free(wanted), keys, afterCrash);
            Map<String, String> settings = settings(servers, keys);
            ServersFile.write(folder, settings);
            return new HostedServers(lock, servers, settings);
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static Map<String, String> settings(ServerPair servers, StoreKeys keys) {
        Map<String, String> settings = new HashMap<>(settings(servers.store(), keys));
        settings.put("kafka.bootstrap.servers", servers.broker().bootstrapServers());
        return Map.copyOf(settings);
    }

    static Map<String, String> settings(LocalStore store, StoreKeys keys) {
        return Map.of(
                "kinora.store.endpoint", store.endpoint(),
                "kinora.store.region", LocalStore.REGION,
                "kinora.store.bucket", LocalStore.BUCKET,
                "kinora.store.access-key", keys.accessKey(),
                "kinora.store.secret-key", keys.secretKey());
    }

    @Override
    public boolean isHost() {
        return true;
    }

    @Override
    public boolean hasGuests() {
        return lock.hasGuests();
    }

    /** Nobody can join from the first line on; those who have joined lose the servers. */
    @Override
    public void close() {
        try (lock;
                servers) {
            ServersFile.remove(lock.folder());
        } catch (IOException e) {
            throw DataFolder.unusable(lock.folder(), e);
        }
    }
}
