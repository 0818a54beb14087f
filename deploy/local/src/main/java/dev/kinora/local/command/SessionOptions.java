package dev.kinora.local.command;

import dev.kinora.local.display.Display;
import dev.kinora.local.host.Termination;
import dev.kinora.local.session.Session;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How a command that makes clips has them made: where, what it shows meanwhile and what it leaves behind. */
final class SessionOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--frames-to",
            paramLabel = "DIR",
            description = "Also write the frames before the encoder, as PNG; of several clips into a folder each.")
    private Path framesTo;

    @Option(
            names = "--json",
            description =
                    "Print the final event, of each clip, as one JSON object on a line of stdout and nothing else.")
    private boolean json;

    @Option(names = "--quiet", description = "Show no progress.")
    private boolean quiet;

    Path framesTo() {
        return framesTo;
    }

    boolean json() {
        return json;
    }

    Display display() {
        return Display.on(System.err, quiet, Integer.getInteger("kinora.columns", 0));
    }

    AnimateReport report() {
        return new AnimateReport(command.commandLine(), json);
    }

    /** Refuses what cannot be had from there. */
    void requireFits(ServerOptions server) {
        if (framesTo != null && server.named().isPresent()) {
            throw new ParameterException(
                    command.commandLine(), "--frames-to: found with a server, expected a run on this machine (--data)");
        }
    }

    /**
     * Has the clips made and fetched.
     *
     * @param name of the job that the same command takes all of it up by; empty if there is none, because they are of several
     *     photos
     * @return the exit status
     */
    int run(ServerOptions server, List<Scene> scenes, String name) {
        requireFits(server);
        Display display = display();
        try (Session session = server.open(display)) {
            Shoot shoot = new Shoot(session, report(), display, name.isEmpty());
            Termination notice = new Termination(() -> shoot.leave(name));
            int status = shoot.run(scenes);
            notice.close();
            return status;
        } finally {
            display.clear();
        }
    }
}
