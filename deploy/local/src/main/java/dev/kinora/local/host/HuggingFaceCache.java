package dev.kinora.local.host;

import dev.kinora.contract.FailureException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How the Hugging Face hub's programs keep what they download: {@code models--OWNER--NAME/snapshots/REVISION}, with the
 * revision that is meant in {@code refs/main}. A path of any other form is taken as it is.
 */
public final class HuggingFaceCache {
    private static final String PREFIX = "models--";

    private HuggingFaceCache() {}

    /** The folder of the model's files: the path itself, or of a repository's folder the snapshot of its main revision. */
    public static Path snapshot(Path path) {
        if (!isRepository(path) || !Files.isDirectory(path.resolve("snapshots"))) {
            return path;
        }
        try {
            String revision = Files.readString(path.resolve("refs/main")).strip();
            return path.resolve("snapshots").resolve(revision);
        } catch (IOException e) {
            throw FailureException.badInput("model", path + " (" + e + ")", "the path of one of its snapshots");
        }
    }

    /** What a model is called: as its repository, or as its folder. */
    public static String name(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        for (Path folder = absolute; folder != null; folder = folder.getParent()) {
            if (isRepository(folder)) {
                String repository = folder.getFileName().toString();
                return repository.substring(repository.lastIndexOf("--") + 2);
            }
        }
        return absolute.getFileName().toString();
    }

    private static boolean isRepository(Path path) {
        return path.getFileName() != null && path.getFileName().toString().startsWith(PREFIX);
    }
}
