package dev.kinora.local.servers;

import dev.kinora.contract.Failure;
import dev.kinora.contract.FailureException;
import dev.kinora.contract.FailureKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The folder that everything of a local run lives in. */
final class DataFolder {
    private DataFolder() {}

    /** Creates the folder if it is missing and returns its one true path, by which two names of it are recognised. */
    static Path prepare(Path data) {
        try {
            Files.createDirectories(data);
            return data.toRealPath();
        } catch (IOException e) {
            throw unusable(data, e);
        }
    }

    static FailureException unusable(Path data, IOException cause) {
        boolean full = String.valueOf(cause.getMessage()).contains("No space left");
        FailureKind kind = full ? FailureKind.OUT_OF_RESOURCES : FailureKind.BAD_INPUT;
        String expected = full ? "free space" : "a folder that can be written";
        return new FailureException(new Failure(kind, "data", data + " (" + cause + ")", expected, ""), cause);
    }
}
