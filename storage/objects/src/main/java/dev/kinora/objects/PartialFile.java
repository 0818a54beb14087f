package dev.kinora.objects;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.UUID;

/** A file under another name until it is whole; closing removes what was not completed. */
final class PartialFile implements AutoCloseable {
    private static final int BUFFER_BYTES = 64 << 10;

    private final Path target;
    private final Path partial;

    private PartialFile(Path target, Path partial) {
        this.target = target;
        this.partial = partial;
    }

    static PartialFile beside(Path target) {
        Path folder = target.toAbsolutePath().getParent();
        try {
            Files.createDirectories(folder);
            // Java's temporary files are for their owner alone; this one becomes the user's, so the umask decides.
            Path partial = folder.resolve("." + target.getFileName() + "." + UUID.randomUUID() + ".part");
            return new PartialFile(target, Files.createFile(partial));
        } catch (IOException e) {
            throw StoreFailures.local(target, e);
        }
    }

    /** Writes all of the stream and returns its SHA-256. A failing read is the store's, a failing write this disk's. */
    String fill(InputStream body) throws IOException {
        MessageDigest digest = Sha256.digest();
        byte[] buffer = new byte[BUFFER_BYTES];
        try (OutputStream out = Files.newOutputStream(partial)) {
            for (int count = body.read(buffer); count >= 0; count = body.read(buffer)) {
                digest.update(buffer, 0, count);
                write(out, buffer, count);
            }
        }
        return Sha256.hex(digest.digest());
    }

    void complete() {
        try {
            Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw StoreFailures.local(target, e);
        }
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(partial);
        } catch (IOException e) {
            throw StoreFailures.local(partial, e);
        }
    }

    private void write(OutputStream out, byte[] buffer, int count) {
        try {
            out.write(buffer, 0, count);
        } catch (IOException e) {
            throw StoreFailures.local(target, e);
        }
    }
}
