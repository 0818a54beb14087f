package dev.kinora.i2v;

import dev.kinora.contract.Failure;
import dev.kinora.contract.FailureException;
import dev.kinora.contract.FailureKind;
import dev.kinora.contract.ObjectRef;
import dev.kinora.engine.LoraFiles;
import dev.kinora.objects.ObjectMissingException;
import dev.kinora.objects.ObjectStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The LoRAs of jobs, fetched from the store once and kept by their SHA-256, those used last, in a folder of this process.
 * Files of other processes are never touched, so nobody can take one away that is in use. Thread-safe.
 */
final class LoraCache implements LoraFiles, AutoCloseable {
    private final ObjectStore store;
    private final long capacityBytes;
    private final Path folder;

    /** What is there, with its length, the least recently used first. */
    private final Map<Path, Long> files = new LinkedHashMap<>();

    /**
     * Makes a folder.
     *
     * @param parent of the folder
     * @param capacityBytes kept at most, except that the file asked for last stays in any case
     * @throws FailureException OUT_OF_RESOURCES on {@code kinora.loras.cache-directory} if it cannot be written
     */
    LoraCache(ObjectStore store, Path parent, long capacityBytes) {
        this.store = store;
        this.capacityBytes = capacityBytes;
        try {
            folder = Files.createTempDirectory(Files.createDirectories(parent), "kinora-loras-");
        } catch (IOException unwritable) {
            throw unwritable(parent, unwritable);
        }
    }

    @Override
    public synchronized Path file(ObjectRef lora) {
        Path file = folder.resolve(lora.sha256() + ".safetensors");
        if (files.remove(file) == null) {
            fetch(lora, file);
        }
        files.put(file, lora.bytes());
        makeRoom();
        return file;
    }

    private void fetch(ObjectRef lora, Path file) {
        try {
            store.download(lora, file);
        } catch (ObjectMissingException gone) {
            throw FailureException.badInput("camera.lora", lora.key() + ", which is gone", "an object that stays");
        } catch (FailureException refused) {
            if (refused.failure().kind() != FailureKind.BUG) {
                throw refused;
            }
            throw FailureException.badInput(
                    "camera.lora", lora.key() + " with other bytes", "those of the request, SHA-256 " + lora.sha256());
        }
    }

    private void makeRoom() {
        long bytes = files.values().stream().mapToLong(Long::longValue).sum();
        while (bytes > capacityBytes && files.size() > 1) {
            Path eldest = files.keySet().iterator().next();
            bytes -= files.remove(eldest);
            delete(eldest);
        }
    }

    @Override
    public synchronized void close() {
        files.keySet().forEach(this::delete);
        files.clear();
        delete(folder);
    }

    private void delete(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException stuck) {
            path.toFile().deleteOnExit();
        }
    }

    private static FailureException unwritable(Path parent, IOException cause) {
        Failure failure = new Failure(
                FailureKind.OUT_OF_RESOURCES,
                "kinora.loras.cache-directory",
                parent + " (" + cause + ")",
                "a folder that can be written",
                "");
        return new FailureException(failure, cause);
    }
}
