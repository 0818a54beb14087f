package dev.kinora.local.servers;

import dev.kinora.contract.FailureException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * Broker or store alone, so that one can be away while the other stays: for rehearsals of an outage.
 *
 * @param stop ends it
 * @param settings by which a stage reaches it, as in {@link LocalServers#settings}
 */
public record SoleServer(Runnable stop, Map<String, String> settings) implements AutoCloseable {

    /**
     * Starts a broker on the folder.
     *
     * @param port of the broker on 127.0.0.1, or 0 for a free one
     * @param afterCrash whether the last one on this folder was killed
     * @throws FailureException BAD_INPUT on {@code port} if it is taken
     */
    public static SoleServer broker(Path folder, int port, boolean afterCrash) {
        Loopback.Free ports = Loopback.free(new Ports(port, 0));
        LocalBroker broker =
                LocalBroker.start(DataFolder.prepare(folder), ports.kafka(), ports.controller(), afterCrash);
        return new SoleServer(broker::close, Map.of("kafka.bootstrap.servers", broker.bootstrapServers()));
    }

    /**
     * Starts a store on the folder, which keeps its credentials, too.
     *
     * @param port of the store on 127.0.0.1, or 0 for a free one
     * @throws FailureException BAD_INPUT on {@code port} if it is taken
     */
    public static SoleServer store(Path folder, int port) {
        try {
            StoreKeys keys = StoreKeys.of(DataFolder.prepare(folder));
            Path objects = DataFolder.prepare(folder.resolve("objects"));
            LocalStore store =
                    LocalStore.start(objects, Loopback.free(new Ports(0, port)).store(), keys);
            return new SoleServer(store::close, HostedServers.settings(store, keys));
        } catch (IOException e) {
            throw DataFolder.unusable(folder, e);
        }
    }

    @Override
    public void close() {
        stop.run();
    }
}
