package dev.kinora.local.remote;

import dev.kinora.contract.FailureException;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Which server a user means: named on the command line, by {@code KINORA_SERVER}, or by {@code server} in the settings file.
 * Its key is {@code KINORA_API_KEY}, or the file's {@code api-key}; the latter goes to the server that stands beside it and
 * to no other.
 */
public final class ServerSettings {
    private static final Set<String> KNOWN = Set.of("server", "api-key");
    private static final Set<PosixFilePermission> OF_OTHERS =
            Set.of(PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_READ);

    private final UnaryOperator<String> environment;
    private final Path file;

    /**
     * The settings of a user.
     *
     * @param environment looks up a variable; null if there is none
     * @param home of the user
     */
    public ServerSettings(UnaryOperator<String> environment, Path home) {
        this.environment = environment;
        this.file = variable(environment, "XDG_CONFIG_HOME")
                .map(Path::of)
                .orElseGet(() -> home.resolve(".config"))
                .resolve("kinora")
                .resolve("kinora.properties");
    }

    /** Where a user may write it down. */
    public Path file() {
        return file;
    }

    /**
     * The server that environment or file name.
     *
     * @throws FailureException BAD_INPUT naming what is not right
     */
    public Optional<Server> standard() {
        return variable(environment, "KINORA_SERVER")
                .or(() -> written("server"))
                .map(this::named);
    }

    /** The server of that address, with the key that is meant for it. */
    public Server named(String address) {
        Server bare = Server.of(address, Optional.empty());
        return Server.of(address, variable(environment, "KINORA_API_KEY").or(() -> keyFor(bare)));
    }

    private Optional<String> keyFor(Server server) {
        return written("server")
                .map(beside -> Server.of(beside, Optional.empty()))
                .filter(server::equals)
                .flatMap(same -> written("api-key"));
    }

    private Optional<String> written(String name) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Properties lines = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            lines.load(reader);
        } catch (IOException | IllegalArgumentException unreadable) {
            throw FailureException.badInput(
                    file.toString(), unreadable.getClass().getSimpleName(), "a readable properties file");
        }
        lines.stringPropertyNames().stream()
                .filter(known -> !KNOWN.contains(known))
                .findFirst()
                .ifPresent(unknown -> {
                    throw FailureException.badInput(file + " " + unknown, "an unknown setting", "server or api-key");
                });
        if (lines.containsKey("api-key") && othersMayRead()) {
            throw FailureException.badInput(
                    file.toString(), "an api-key that other users may read", "a file for you alone: chmod 600");
        }
        return Optional.ofNullable(lines.getProperty(name)).map(String::strip).filter(text -> !text.isEmpty());
    }

    private boolean othersMayRead() {
        try {
            return Files.getPosixFilePermissions(file).stream().anyMatch(OF_OTHERS::contains);
        } catch (IOException | UnsupportedOperationException withoutPosix) {
            return false;
        }
    }

    private static Optional<String> variable(UnaryOperator<String> environment, String name) {
        return Optional.ofNullable(environment.apply(name)).map(String::strip).filter(text -> !text.isEmpty());
    }
}
