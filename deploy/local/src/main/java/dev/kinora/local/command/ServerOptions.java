package dev.kinora.local.command;

import dev.kinora.contract.FailureException;
import dev.kinora.local.display.Display;
import dev.kinora.local.display.Question;
import dev.kinora.local.host.RestAddress;
import dev.kinora.local.host.Termination;
import dev.kinora.local.remote.JobsApi;
import dev.kinora.local.remote.Server;
import dev.kinora.local.remote.UnreachedException;
import dev.kinora.local.session.LocalSession;
import dev.kinora.local.session.RemoteSession;
import dev.kinora.local.session.Session;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Whether a command works on this machine's data folder or asks a server, and which. */
final class ServerOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Mixin
    private ServerOption server;

    @Mixin
    private DataOption data;

    /** The data folder. */
    Path folder() {
        return data.folder();
    }

    /** The server that the user has named anywhere; none where a data folder is named instead. */
    Optional<Server> named() {
        try {
            return server.named(data.isGiven() ? "--data" : null);
        } catch (FailureException unusable) {
            throw new ParameterException(command.commandLine(), unusable.getMessage());
        }
    }

    /**
     * The jobs of the server that is named, or else of the {@code kinora up} that runs on the data folder.
     *
     * @throws UnreachedException if there is neither
     */
    JobsApi jobs() {
        return new JobsApi(named().or(() -> RestAddress.read(folder()).map(server::at))
                .orElseThrow(() -> new UnreachedException("no server: found no `kinora up` on " + folder()
                        + ", expected one, or --server, KINORA_SERVER or `server` in " + server.file())));
    }

    /** Opens a session there. */
    Session open(Display display) {
        Optional<Server> there = named();
        if (there.isPresent()) {
            return remote(there.get());
        }
        display.show("starting broker, store and stages");
        return LocalSession.open(folder(), display::keep);
    }

    /** Opens a session with a server. */
    static RemoteSession remote(Server server) {
        Question question = new Question(System.in, System.err);
        return new RemoteSession(
                server,
                jobs -> question.ask(
                        "leave " + jobs + " running?",
                        Termination.isByKeyboard() && Boolean.getBoolean("kinora.asks")));
    }
}
