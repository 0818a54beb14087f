package dev.kinora.local.command;

import dev.kinora.engine.checkpoint.Checkpoint;
import dev.kinora.engine.checkpoint.ComponentReport;
import dev.kinora.inference.InferenceRuntime;
import dev.kinora.inference.graph.ProductSpeed;
import dev.kinora.local.display.Display;
import dev.kinora.local.host.HuggingFaceCache;
import dev.kinora.work.MessageCodec;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code kinora models check}: what a checkpoint holds, lacks and costs. */
@Command(
        name = "check",
        description = {
            "Reads a checkpoint: every tensor's name, shape, type and values; estimates memory and time.",
            "Lists all problems and ends with status 1 if there are any."
        },
        mixinStandardHelpOptions = true)
final class ModelsCheckCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "PATH",
            description =
                    "A diffusers folder of a Stable Video Diffusion model, or its folder in the Hugging Face cache.")
    private Path path;

    @Option(
            names = "--config-only",
            description = "Look at no weights; print the size in bytes that each weights file has to have.")
    private boolean configOnly;

    @Option(names = "--quiet", description = "Show no progress.")
    private boolean quiet;

    @Option(
            names = "--json",
            description =
                    "Print each network, or with --config-only each file, as one JSON object on a line; no estimates.")
    private boolean json;

    /** What {@code --json} prints with {@code --config-only}. */
    record WeightsFile(String file, long bytes) {}

    @Override
    public Integer call() {
        Checkpoint checkpoint = Checkpoint.open(HuggingFaceCache.snapshot(path));
        PrintWriter out = spec.commandLine().getOut();
        MessageCodec codec = new MessageCodec();
        if (configOnly) {
            checkpoint
                    .fileBytes()
                    .forEach((file, bytes) ->
                            out.println(json ? codec.text(new WeightsFile(file, bytes)) : bytes + "  " + file));
            return CommandLine.ExitCode.OK;
        }
        List<ComponentReport> reports = read(checkpoint);
        reports.forEach(report -> out.println(json ? codec.text(report) : CheckpointText.line(report)));
        if (CheckpointText.printProblems(reports, spec.commandLine().getErr())) {
            return CommandLine.ExitCode.SOFTWARE;
        }
        if (json) {
            return CommandLine.ExitCode.OK;
        }
        try (InferenceRuntime runtime =
                new InferenceRuntime(Runtime.getRuntime().availableProcessors())) {
            double speed = ProductSpeed.measure(runtime);
            CheckpointText.estimates(checkpoint, speed).forEach(out::println);
        }
        return CommandLine.ExitCode.OK;
    }

    private List<ComponentReport> read(Checkpoint checkpoint) {
        Display display = Display.on(System.err, quiet, Integer.getInteger("kinora.columns", 0));
        List<ComponentReport> reports = checkpoint.checkWeights((network, read, total) ->
                display.show("reading %s: %.1f of %.1f GB".formatted(network, read / 1e9, total / 1e9)));
        display.clear();
        return reports;
    }
}
