package dev.kinora.ingest.http;

import dev.kinora.contract.FailureException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * The file of keys, read again once it has changed: a key is given out or taken away without a restart. A change that is not
 * right changes nothing, and is told to the log. Thread-safe.
 */
final class KeyFile {
    private static final Logger LOG = Logger.getLogger(KeyFile.class);

    private final Path file;
    private volatile Reading last;

    /** By what a change is known: the time alone may be the same for two changes, the inode is another after a rename. */
    private record Stamp(FileTime modified, long bytes, Object inode) {
        static Optional<Stamp> of(Path file) {
            try {
                BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
                return Optional.of(new Stamp(found.lastModifiedTime(), found.size(), found.fileKey()));
            } catch (IOException away) {
                return Optional.empty();
            }
        }
    }

    private record Reading(Optional<Stamp> stamp, ApiKeys keys) {}

    /** @throws FailureException BAD_INPUT if the file is not right */
    KeyFile(Path file) {
        this.file = file;
        Optional<Stamp> stamp = Stamp.of(file); // before reading: what comes in between is seen as a change
        this.last = new Reading(stamp, ApiKeys.read(file));
    }

    /** The keys as they are now. */
    ApiKeys keys() {
        return last.stamp().equals(Stamp.of(file)) ? last.keys() : readAgain();
    }

    private synchronized ApiKeys readAgain() {
        Optional<Stamp> stamp = Stamp.of(file);
        if (!last.stamp().equals(stamp)) {
            last = new Reading(stamp, readOrKeep());
        }
        return last.keys();
    }

    private ApiKeys readOrKeep() {
        try {
            ApiKeys read = ApiKeys.read(file);
            LOG.infof("%s has changed: its keys count from now on", file);
            return read;
        } catch (FailureException wrong) {
            LOG.errorf("the keys stay as they were: %s", wrong.getMessage());
            return last.keys();
        }
    }
}
