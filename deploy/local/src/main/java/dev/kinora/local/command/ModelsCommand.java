package dev.kinora.local.command;

import dev.kinora.contract.FailureException;
import dev.kinora.contract.ModelDefaults;
import dev.kinora.engine.ModelFolder;
import dev.kinora.local.host.Cluster;
import dev.kinora.local.host.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code kinora models}: the models in the folder of models. */
@Command(
        name = "models",
        description = "Lists the models, their sizes and their camera presets.",
        mixinStandardHelpOptions = true,
        subcommands = {ModelsAddCommand.class, ModelsCheckCommand.class})
final class ModelsCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Path directory = Settings.defaultModelsDirectory();
        List<String> names = Cluster.models(directory);
        var out = spec.commandLine().getOut();
        if (names.isEmpty()) {
            spec.commandLine().getErr().println("kinora: no model folders in " + directory);
            return CommandLine.ExitCode.SOFTWARE;
        }
        names.forEach(name -> out.println(name + "  " + describe(directory.resolve(name))));
        return CommandLine.ExitCode.OK;
    }

    private static String describe(Path folder) {
        try {
            ModelFolder model = ModelFolder.open(folder);
            ModelDefaults defaults = model.defaults();
            String presets = model.presets().isEmpty() ? "none" : String.join(" ", model.presets());
            return "%dx%d, %d frames, camera presets: %s"
                    .formatted(defaults.width(), defaults.height(), defaults.frames(), presets);
        } catch (FailureException e) {
            return "unusable: " + e.getMessage();
        }
    }
}
