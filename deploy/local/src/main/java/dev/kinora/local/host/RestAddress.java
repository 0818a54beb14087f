package dev.kinora.local.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * {@code server.url}: where the kinora that serves a data folder listens on HTTP, for commands that are given the folder. It
 * is there while that one runs; one that was killed leaves it behind, and nobody answers.
 */
public final class RestAddress {
    private static final String NAME = "server.url";

    private RestAddress() {}

    /** The address, if one is written there. */
    public static Optional<String> read(Path data) {
        try {
            return Optional.of(Files.readString(data.resolve(NAME)).strip()).filter(text -> !text.isEmpty());
        } catch (IOException none) {
            return Optional.empty();
        }
    }

    static void write(Path data, String address) {
        try {
            Path part = Files.writeString(data.resolve(NAME + ".part"), address + "\n");
            Files.move(part, data.resolve(NAME), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + data.resolve(NAME) + ": " + e.getMessage(), e);
        }
    }

    static void remove(Path data) {
        try {
            Files.deleteIfExists(data.resolve(NAME));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + data.resolve(NAME) + ": " + e.getMessage(), e);
        }
    }
}
