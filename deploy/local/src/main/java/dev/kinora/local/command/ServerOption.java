package dev.kinora.local.command;

import dev.kinora.contract.FailureException;
import dev.kinora.local.remote.Server;
import dev.kinora.local.remote.ServerSettings;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The server that a user names, on the command line or once and for all. */
final class ServerOption {
    @Option(
            names = "--server",
            paramLabel = "URL",
            description = "Kinora to ask; by default KINORA_SERVER, or `server` in ~/.config/kinora/kinora.properties. "
                    + "Its key: KINORA_API_KEY, or `api-key` there.")
    private String address;

    private final ServerSettings settings =
            new ServerSettings(System::getenv, Path.of(System.getProperty("user.home")));

    /**
     * The server; none where something on this machine is named instead.
     *
     * @param other option that names it; null if none was given
     * @throws FailureException BAD_INPUT naming the option
     */
    Optional<Server> named(String other) {
        if (address == null) {
            return other == null ? settings.standard() : Optional.empty();
        }
        if (other != null) {
            throw FailureException.badInput(other, "it beside --server", "one of them");
        }
        return Optional.of(settings.named(address));
    }

    /** The server at an address that was found. */
    Server at(String found) {
        return settings.named(found);
    }

    /** Where the user may write one down. */
    Path file() {
        return settings.file();
    }
}
