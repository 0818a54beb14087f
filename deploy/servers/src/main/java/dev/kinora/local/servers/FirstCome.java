package dev.kinora.local.servers;

import dev.kinora.contract.Failure;
import dev.kinora.contract.FailureException;
import dev.kinora.contract.FailureKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** The first to come to a folder hosts it, the others join. */
final class FirstCome {
    private static final long LONGEST_WAIT_NANOS = 60_000_000_000L;
    private static final long LOOK_AGAIN_NANOS = 20_000_000L;

    private FirstCome() {}

    /** A folder can be locked without an announcement: its host is starting or stopping. */
    static LocalServers hostOrJoin(Path folder, Ports ports) throws IOException {
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < LONGEST_WAIT_NANOS) {
            Optional<LocalServers> hosted = HostedServers.start(folder, ports);
            if (hosted.isPresent()) {
                return hosted.get();
            }
            Optional<LocalServers> joined = JoinedServers.join(folder);
            if (joined.isPresent()) {
                return joined.get();
            }
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
        String found = folder + ", whose host has announced no servers for a minute";
        throw new FailureException(new Failure(FailureKind.DEPENDENCY_DOWN, "data", found, "a host that starts", ""));
    }
}
