package dev.kinora.local.client;

import dev.kinora.contract.ObjectRef;
import java.nio.file.Path;
import java.util.Optional;

/** Puts a user's files into the store, so that requests can name them. */
public interface Uploads {
    /** Returns the file's key, see {@link #upload}. */
    default String put(Path file) {
        return upload(file).key();
    }

    /**
     * Returns the object the file became, under {@code uploads/}.
     *
     * @throws dev.kinora.contract.FailureException OUT_OF_RESOURCES if the file cannot be read
     */
    ObjectRef upload(Path file);

    /** The key of a still with this SHA-256 that an earlier job has left, put where requests may name it; empty if none has. */
    default Optional<String> still(String sha256) {
        return Optional.empty();
    }
}
