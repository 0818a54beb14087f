package dev.kinora.local.host;

import dev.kinora.contract.Failure;
import dev.kinora.contract.FailureException;
import dev.kinora.contract.FailureKind;
import dev.kinora.local.servers.LocalServers;
import dev.kinora.local.servers.Ports;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Broker, store and stages of one data folder: started here, or joined where another process runs them. What was started
 * here stops in the right order, at {@link #close()} or when the process is told to stop.
 */
public final class LocalKinora implements AutoCloseable {
    private static final long GUEST_CHECK_MILLIS = 300;

    private final LocalServers servers;
    private final Settings settings;
    private final Optional<StageHost> stages;
    private final Path data;
    private final Termination termination;
    private boolean announced;
    private boolean closed;

    private LocalKinora(Path data, LocalServers servers, Settings settings, Optional<StageHost> stages) {
        this.data = data;
        this.servers = servers;
        this.settings = settings;
        this.stages = stages;
        this.termination = new Termination(this::close);
    }

    /** Joins what runs on the data folder, or starts it; the stages then come up while this returns. */
    public static LocalKinora startOrJoin(Path data) {
        LocalServers servers = LocalServers.startOrJoin(data);
        return servers.isHost()
                ? host(servers, data, Map.of())
                : prepared(new LocalKinora(data, servers, settings(servers), Optional.empty()));
    }

    /**
     * Starts broker, store and stages, with REST and a health page over HTTP.
     *
     * @param http port of both
     * @throws FailureException BAD_INPUT if a port is taken, or another process serves the data folder
     */
    public static LocalKinora start(Path data, Ports ports, int http) {
        LocalServers servers = LocalServers.start(data, ports);
        return host(
                servers,
                data,
                Map.of("quarkus.http.host-enabled", "true", "quarkus.http.port", Integer.toString(http)));
    }

    /** How to reach broker and store, for this and other processes. */
    public Settings settings() {
        return settings;
    }

    /** Fails if the stages could not start, or the process that was joined is gone. */
    public void requireRunning() {
        stages.ifPresentOrElse(StageHost::requireRunning, this::requireHost);
    }

    /** What the stages of this process wait for, in words for a person; those of another process tell its user. */
    public List<String> missing() {
        return stages.map(StageHost::missing).orElse(List.of());
    }

    /** Returns when every stage listens. */
    public void awaitReady() {
        stages.ifPresent(StageHost::awaitReady);
    }

    /** Lets commands of other processes find this one's REST interface by the data folder, until it is closed. */
    public synchronized void announce(String address) {
        if (!closed) {
            RestAddress.write(data, address);
            announced = true;
        }
    }

    /** Returns when the process is told to stop. */
    public void awaitEnd() {
        stages.ifPresent(StageHost::awaitEnd);
    }

    /** Returns when no other process uses the servers of this one. */
    public void awaitGuests(Runnable announcement) {
        if (!servers.hasGuests()) {
            return;
        }
        announcement.run();
        while (servers.hasGuests()) {
            requireRunning();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(GUEST_CHECK_MILLIS));
        }
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (announced) {
            RestAddress.remove(data);
        }
        stages.ifPresent(StageHost::close);
        servers.close();
        termination.close();
    }

    private static LocalKinora host(LocalServers servers, Path data, Map<String, String> http) {
        Settings settings = settings(servers);
        StageHost stages = StageHost.start(settings.with(logging(data)).with(http));
        return prepared(new LocalKinora(data, servers, settings, Optional.of(stages)));
    }

    /** The stages may still be coming up, here or in the host: whoever sends a request now must find the topics. */
    private static LocalKinora prepared(LocalKinora kinora) {
        try {
            Cluster.prepare(kinora.settings.broker(), kinora.settings.modelsDirectory());
            return kinora;
        } catch (RuntimeException e) {
            kinora.close();
            throw e;
        }
    }

    private static Settings settings(LocalServers servers) {
        return new Settings(servers.settings())
                .with(Map.of(
                        Settings.MODELS_DIRECTORY,
                        Settings.defaultModelsDirectory().toString()));
    }

    /** A person at a terminal is told by the command; the log is for when something went wrong. */
    private static Map<String, String> logging(Path data) {
        return Map.of(
                "quarkus.log.console.enabled", "false",
                "quarkus.log.file.enabled", "true",
                "quarkus.log.file.path",
                        data.resolve("logs").resolve("kinora.log").toString());
    }

    /** Kafka's clients wait for a broker to come back, but a host that is gone does not. */
    private void requireHost() {
        String address = settings.broker().bootstrapServers();
        String[] hostAndPort = address.split(":");
        try (Socket probe = new Socket(hostAndPort[0], Integer.parseInt(hostAndPort[1]))) {
            probe.setTcpNoDelay(true);
        } catch (IOException e) {
            String message = "the kinora that ran the broker at " + address + " has stopped; the job is kept";
            throw new FailureException(new Failure(FailureKind.DEPENDENCY_DOWN, "", "", "", message), e);
        }
    }
}
