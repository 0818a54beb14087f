package dev.kinora.local.servers;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Who uses a data folder: one host, any number of guests. The operating system drops a process's locks when it ends, however
 * it ends, so nothing here can be left over by a crash.
 */
final class FolderLocks {
    private static final String HOST = "host.lock";
    private static final String GUESTS = "guests.lock";

    /** Closing a second channel on a file would drop the process's lock on it (POSIX), so no second one is opened. */
    private static final Set<Path> HOSTED_HERE = ConcurrentHashMap.newKeySet();

    private FolderLocks() {}

    /** The host's hold on the folder. */
    record Host(Path folder, FileChannel host, FileChannel guests) implements AutoCloseable {

        /** Whether any guest holds its part of the guests' file. */
        boolean hasGuests() {
            try (FileLock all = guests.tryLock()) {
                return all == null;
            } catch (OverlappingFileLockException guestInThisProcess) {
                return true;
            } catch (IOException e) {
                throw DataFolder.unusable(folder, e);
            }
        }

        @Override
        public void close() {
            try (guests;
                    host) {
                HOSTED_HERE.remove(folder);
            } catch (IOException e) {
                throw DataFolder.unusable(folder, e);
            }
        }
    }

    /** A guest's hold on the folder. */
    record Guest(Path folder, FileChannel guests) implements AutoCloseable {
        @Override
        public void close() {
            try {
                guests.close();
            } catch (IOException e) {
                throw DataFolder.unusable(folder, e);
            }
        }
    }

    /** Becomes the host, unless there is one. */
    static Optional<Host> host(Path folder) throws IOException {
        if (!HOSTED_HERE.add(folder)) {
            return Optional.empty();
        }
        FileChannel host = open(folder.resolve(HOST));
        if (host.tryLock() == null) {
            host.close();
            HOSTED_HERE.remove(folder);
            return Optional.empty();
        }
        return Optional.of(new Host(folder, host, open(folder.resolve(GUESTS))));
    }

    /** Becomes a guest: locks one byte of its own, at a place that no other guest is likely to choose. */
    static Guest guest(Path folder) throws IOException {
        FileChannel guests = open(folder.resolve(GUESTS));
        guests.lock(ThreadLocalRandom.current().nextLong(Long.MAX_VALUE - 1), 1, false);
        return new Guest(folder, guests);
    }

    private static FileChannel open(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }
}
