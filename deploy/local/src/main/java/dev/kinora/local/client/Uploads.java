package dev.kinora.local.client;

import dev.kinora.contract.ObjectKeys;
import dev.kinora.contract.ObjectRef;
import dev.kinora.objects.ObjectStore;
import dev.kinora.objects.Sha256;
import java.nio.file.Path;
import java.util.Optional;

/** Puts a user's files into the store, so that requests can name them. */
public final class Uploads {
    private static final String TYPE = "application/octet-stream";
    private static final int DIGITS = 16;

    private final ObjectStore store;

    public Uploads(ObjectStore store) {
        this.store = store;
    }

    /** Returns the file's key, see {@link #upload}. */
    public String put(Path file) {
        return upload(file).key();
    }

    /**
     * Returns the object the file became; its key holds its checksum and its name: the same file has the same key, and is
     * sent once.
     *
     * @throws dev.kinora.contract.FailureException OUT_OF_RESOURCES if the file cannot be read
     */
    public ObjectRef upload(Path file) {
        String sha256 = Sha256.of(file);
        String name = file.getFileName().toString().replaceAll("[^A-Za-z0-9._-]+", "-");
        String key = ObjectKeys.UPLOADS + sha256.substring(0, DIGITS) + "/" + name;
        store.ensureBucket(); // ingest may still be on its way to that
        Optional<ObjectRef> there = store.stat(key);
        boolean sent = there.isPresent() && there.get().sha256().equals(sha256);
        return sent ? there.get() : store.put(key, file, TYPE);
    }
}
