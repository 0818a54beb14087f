package dev.kinora.local.command;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The folder that broker, store and logs of a local run live in. */
final class DataOption {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Data folder; by default $XDG_DATA_HOME/kinora or ~/.local/share/kinora.")
    private Path folder;

    boolean isGiven() {
        return folder != null;
    }

    Path folder() {
        return (folder == null ? standard() : folder).toAbsolutePath().normalize();
    }

    private static Path standard() {
        return Optional.ofNullable(System.getenv("XDG_DATA_HOME"))
                .filter(home -> !home.isBlank())
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".local", "share"))
                .resolve("kinora");
    }
}
