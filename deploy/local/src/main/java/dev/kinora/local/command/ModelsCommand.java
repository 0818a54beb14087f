package dev.kinora.local.command;

import dev.kinora.contract.FailureException;
import dev.kinora.contract.ModelDefaults;
import dev.kinora.engine.ModelFolder;
import dev.kinora.engine.PresetCheck;
import dev.kinora.local.host.Cluster;
import dev.kinora.local.host.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code kinora models}: the models in the folder of models. */
@Command(
        name = "models",
        description = {
            "Lists the models, their sizes and their camera presets with rank and targets.",
            "Presets are the LoRA files in the model's loras/ and in the folders of KINORA_LORAS_DIRECTORIES (separated "
                    + "by commas)."
        },
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
        names.forEach(name -> describe(name, directory.resolve(name)).forEach(out::println));
        return CommandLine.ExitCode.OK;
    }

    private static List<String> describe(String name, Path folder) {
        List<String> lines = new ArrayList<>();
        try {
            ModelFolder model = ModelFolder.open(folder, Settings.defaultPresetFolders());
            ModelDefaults defaults = model.defaults();
            List<PresetCheck> presets = PresetCheck.all(model);
            String interpolates = model.interpolation().isPresent() ? ", interpolates" : "";
            String none = presets.isEmpty() ? ", no camera presets" : "";
            lines.add("%s  %dx%d, %d frames%s%s"
                    .formatted(name, defaults.width(), defaults.height(), defaults.frames(), interpolates, none));
            presets.forEach(preset -> lines.add("  " + describe(preset)));
        } catch (FailureException e) {
            lines.add(name + "  unusable: " + e.getMessage());
        }
        return lines;
    }

    private static String describe(PresetCheck preset) {
        return preset.lora() == null
                ? "%-12s unusable: %s".formatted(preset.name(), preset.problem().message())
                : "%-12s rank %d, %d Linears: %s"
                        .formatted(
                                preset.name(),
                                preset.lora().rank(),
                                preset.lora().modules().size(),
                                preset.lora().targets());
    }
}
