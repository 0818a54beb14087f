package dev.kinora.local.servers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Servers that another process hosts.
 *
 * @param lock that tells the host that somebody is here
 */
record JoinedServers(FolderLocks.Guest lock, Map<String, String> settings) implements LocalServers {

    /** Joins the folder's host if it has announced its servers. */
    static Optional<LocalServers> join(Path folder) throws IOException {
        FolderLocks.Guest lock = FolderLocks.guest(folder);
        // Read only now: a host that saw no guest and stops has removed the file, and one that sees this guest waits.
        Optional<Map<String, String>> settings = ServersFile.read(folder);
        if (settings.isEmpty()) {
            lock.close();
        }
        return settings.map(found -> new JoinedServers(lock, found));
    }

    @Override
    public boolean isHost() {
        return false;
    }

    @Override
    public boolean hasGuests() {
        return false;
    }

    @Override
    public void close() {
        lock.close();
    }
}
