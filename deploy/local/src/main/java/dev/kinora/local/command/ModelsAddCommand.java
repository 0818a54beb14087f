package dev.kinora.local.command;

import dev.kinora.contract.ModelDefaults;
import dev.kinora.engine.checkpoint.Checkpoint;
import dev.kinora.engine.checkpoint.ComponentReport;
import dev.kinora.local.host.HuggingFaceCache;
import dev.kinora.local.host.ModelsDirectory;
import dev.kinora.local.host.Settings;
import dev.kinora.work.MessageCodec;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code kinora models add}: a checkpoint that lies elsewhere becomes a model. */
@Command(
        name = "add",
        description = {
            "Makes a checkpoint a model, by a link in the folder of models; its files stay where they are.",
            "What runs already sees it after it is started again."
        },
        mixinStandardHelpOptions = true)
final class ModelsAddCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "PATH",
            description =
                    "A diffusers folder of a Stable Video Diffusion model, or its folder in the Hugging Face cache.")
    private Path path;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "What jobs call it; by default the repository's name, or the folder's.")
    private String name;

    @Option(names = "--json", description = "Print what was added as one JSON object on one line.")
    private boolean json;

    /** What {@code --json} prints. */
    record Added(String name, int width, int height, int frames, String link) {}

    @Override
    public Integer call() {
        Path folder = HuggingFaceCache.snapshot(path);
        Checkpoint checkpoint = Checkpoint.open(folder);
        List<ComponentReport> reports = checkpoint.checkHeaders();
        if (CheckpointText.printProblems(reports, spec.commandLine().getErr())) {
            return CommandLine.ExitCode.SOFTWARE;
        }
        String chosen = name == null ? HuggingFaceCache.name(path) : name;
        Path link = new ModelsDirectory(Settings.defaultModelsDirectory()).link(chosen, folder);
        ModelDefaults defaults = checkpoint.model().defaults();
        spec.commandLine()
                .getOut()
                .println(text(
                        new Added(chosen, defaults.width(), defaults.height(), defaults.frames(), link.toString())));
        return CommandLine.ExitCode.OK;
    }

    private String text(Added added) {
        return json
                ? new MessageCodec().text(added)
                : "%s is a model: %dx%d, %d frames; %s links to it"
                        .formatted(added.name(), added.width(), added.height(), added.frames(), added.link());
    }
}
