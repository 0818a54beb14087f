package dev.kinora.local.command;

import dev.kinora.contract.JobEvent.ClipPublished;
import dev.kinora.local.remote.JobsApi;
import dev.kinora.local.remote.Results;
import dev.kinora.objects.Sha256;
import dev.kinora.work.MessageCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code kinora get}: what a job has made. */
@Command(
        name = "get",
        description = {
            "Fetches the clip of a job that is published, or something else of it.",
            "A file is whole or not there; a clip whose connection broke is gone on with by the same command."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class GetCommand implements Callable<Integer> {
    /** What {@code --json} prints. */
    record Fetched(String id, String file, long bytes, String sha256) {}

    /** What to fetch instead of the clip. */
    static final class Kind {
        @Option(names = "--still", description = "The photo as the job has it, PNG.")
        private boolean still;

        @Option(names = "--poster", description = "The clip's first frame, JPEG.")
        private boolean poster;

        @Option(names = "--result", description = "What was made and how, JSON.")
        private boolean result;

        private String name() {
            if (still) {
                return "still";
            }
            return poster ? "poster" : "result";
        }

        private String ending() {
            if (still) {
                return ".png";
            }
            return poster ? ".jpg" : ".json";
        }
    }

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "ID", converter = JobIdForm.class, description = "Id of the job.")
    private String id;

    @ArgGroup
    private Kind kind;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE|FOLDER",
            description = "File to write, or a folder that is there; by default the id with the ending, here.")
    private Path output;

    @Option(names = "--json", description = "Print file, bytes and sha256 as one JSON object on one line.")
    private boolean json;

    @Mixin
    private ServerOptions server;

    @Override
    public Integer call() throws IOException {
        Path file = file();
        JobsApi jobs = server.jobs();
        Results results = new Results(jobs);
        if (kind == null) {
            ClipPublished published = results.published(id);
            results.clip(published, file);
        } else {
            results.fetch(id, kind.name(), file);
        }
        Fetched fetched = new Fetched(id, file.toString(), Files.size(file), Sha256.of(file));
        spec.commandLine()
                .getOut()
                .println(
                        json
                                ? new MessageCodec().text(fetched)
                                : "%s: %d bytes, job %s".formatted(file, fetched.bytes(), id));
        return CommandLine.ExitCode.OK;
    }

    private Path file() {
        String name = id + (kind == null ? ".mp4" : kind.ending());
        Path file = output == null ? Path.of(name) : Files.isDirectory(output) ? output.resolve(name) : output;
        new ClipPaths(spec).requireFolderOf(file);
        return file;
    }
}
