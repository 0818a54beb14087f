package dev.kinora.local.command;

import dev.kinora.local.client.Photos;
import dev.kinora.local.display.Display;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code kinora submit}: photos in, ids of jobs out. */
@Command(
        name = "submit",
        description = {
            "Sends photos to a server, or to the `kinora up` of the data folder, prints the ids of their jobs and exits.",
            "One that is refused does not stop the others; the exit status is then 1."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class SubmitCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private PhotoOptions photos;

    @Mixin
    private ServerOptions server;

    @Option(
            names = "--json",
            description =
                    "Print each job as the server shows it, one JSON object on a line; of a refused one the event.")
    private boolean json;

    @Option(names = "--quiet", description = "Show no progress.")
    private boolean quiet;

    @Override
    public Integer call() {
        Photos all = photos.photos();
        Display display = Display.on(System.err, quiet, Integer.getInteger("kinora.columns", 0));
        all.passedOver().forEach(display::keep);
        // The clips are fetched by `get`, under the names it is told.
        ClipNames none = ClipNames.in(null, all.files(), photos.takes());
        AnimateReport report = new AnimateReport(spec.commandLine(), json);
        return new Submission(server.jobs(), report, display).send(photos.scenes(all.files(), none.files(), null));
    }
}
