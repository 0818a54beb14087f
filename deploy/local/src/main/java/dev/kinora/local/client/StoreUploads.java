package dev.kinora.local.client;

import dev.kinora.contract.ObjectKeys;
import dev.kinora.contract.ObjectRef;
import dev.kinora.objects.ObjectStore;
import dev.kinora.objects.Sha256;
import java.nio.file.Path;
import java.util.Optional;

/** Straight into the store. An object's key holds its checksum and its name: the same file has the same key, and is sent once. */
public final class StoreUploads implements Uploads {
    private static final String TYPE = "application/octet-stream";
    private static final int DIGITS = 16;

    private final ObjectStore store;

    public StoreUploads(ObjectStore store) {
        this.store = store;
    }

    @Override
    public ObjectRef upload(Path file) {
        String sha256 = Sha256.of(file);
        String name = file.getFileName().toString().replaceAll("[^A-Za-z0-9._-]+", "-");
        String key = ObjectKeys.UPLOADS + sha256.substring(0, DIGITS) + "/" + name;
        store.ensureBucket(); // ingest may still be on its way to that
        Optional<ObjectRef> there = store.stat(key);
        boolean sent = there.isPresent() && there.get().sha256().equals(sha256);
        return sent ? there.get() : store.put(key, file, TYPE);
    }

    @Override
    public Optional<String> still(String sha256) {
        return store.list(ObjectKeys.JOBS)
                .map(ObjectRef::key)
                .filter(ObjectKeys::isStill)
                .flatMap(key -> store.stat(key).stream())
                .filter(still -> still.sha256().equals(sha256))
                .findFirst()
                .map(this::copied);
    }

    /** Requests may name what lies under {@code uploads/} only. */
    private String copied(ObjectRef still) {
        String key = ObjectKeys.UPLOADS + still.sha256().substring(0, DIGITS) + "/still.png";
        store.copy(still.key(), key);
        return key;
    }
}
