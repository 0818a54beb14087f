package dev.kinora.local.servers;

import dev.kinora.contract.FailureException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The broker and the store of one data folder, hosted by this process or joined. Any number of processes may use a folder;
 * one of them hosts.
 *
 * <p>{@link #settings()} has {@code kafka.bootstrap.servers} and {@code kinora.store.*}, all that a stage needs.
 */
public sealed interface LocalServers extends AutoCloseable permits HostedServers, JoinedServers {

    /**
     * Starts both servers on the folder, which is created if it is missing. Topics, jobs and clips of earlier runs are there
     * again, also after a crash.
     *
     * @throws FailureException BAD_INPUT on {@code data} if another process hosts the folder, on {@code port} if a port that
     *     was asked for is taken
     */
    static LocalServers start(Path data, Ports ports) {
        Path folder = DataFolder.prepare(data);
        try {
            return HostedServers.start(folder, ports)
                    .orElseThrow(() -> FailureException.badInput(
                            "data", folder + ", in use by another process", "a data folder of its own"));
        } catch (IOException e) {
            throw DataFolder.unusable(folder, e);
        }
    }

    /** As {@link #start(Path, Ports)} on free ports. */
    static LocalServers start(Path data) {
        return start(data, Ports.ANY);
    }

    /**
     * Joins the process that hosts the folder, or hosts it if nobody does. Waits while another host starts or stops.
     *
     * @throws FailureException as {@link #start(Path, Ports)}; DEPENDENCY_DOWN if another host takes more than a minute
     */
    static LocalServers startOrJoin(Path data, Ports ports) {
        Path folder = DataFolder.prepare(data);
        try {
            return FirstCome.hostOrJoin(folder, ports);
        } catch (IOException e) {
            throw DataFolder.unusable(folder, e);
        }
    }

    /** As {@link #startOrJoin(Path, Ports)} on free ports. */
    static LocalServers startOrJoin(Path data) {
        return startOrJoin(data, Ports.ANY);
    }

    /** Every setting that a stage needs to reach both servers, as it stands in a settings file. */
    Map<String, String> settings();

    /** One setting, for {@code from(Function)} methods. */
    default Optional<String> setting(String name) {
        return Optional.ofNullable(settings().get(name));
    }

    /** Whether the servers run in this process and end with it. */
    boolean isHost();

    /** Whether other processes have joined and not left yet; always false for one that joined itself. */
    boolean hasGuests();

    /** Stops the servers, or leaves them. */
    @Override
    void close();
}
