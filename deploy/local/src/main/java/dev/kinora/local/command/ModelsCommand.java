package dev.kinora.local.command;

import dev.kinora.contract.FailureException;
import dev.kinora.contract.ModelDefaults;
import dev.kinora.engine.ModelFolder;
import dev.kinora.engine.PresetCheck;
import dev.kinora.local.host.Cluster;
import dev.kinora.local.host.Settings;
import dev.kinora.work.MessageCodec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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
    /** What {@code --json} prints of a model; of one that is unusable all but name and problem are null. */
    record Listed(
            String name,
            Integer width,
            Integer height,
            Integer frames,
            Boolean interpolates,
            List<String> presets,
            String problem) {}

    @Spec
    private CommandSpec spec;

    @Option(names = "--json", description = "Print each model as one JSON object on a line.")
    private boolean json;

    @Override
    public Integer call() {
        Path directory = Settings.defaultModelsDirectory();
        List<String> names = Cluster.models(directory);
        var out = spec.commandLine().getOut();
        if (names.isEmpty()) {
            spec.commandLine().getErr().println("kinora: no model folders in " + directory);
            return CommandLine.ExitCode.SOFTWARE;
        }
        MessageCodec codec = new MessageCodec();
        for (String name : names) {
            Path folder = directory.resolve(name);
            if (json) {
                out.println(codec.text(listed(name, folder)));
            } else {
                describe(name, folder).forEach(out::println);
            }
        }
        return CommandLine.ExitCode.OK;
    }

    private static Listed listed(String name, Path folder) {
        try {
            ModelFolder model = ModelFolder.open(folder, Settings.defaultPresetFolders());
            ModelDefaults defaults = model.defaults();
            List<String> presets =
                    PresetCheck.all(model).stream().map(PresetCheck::name).toList();
            boolean interpolates = model.interpolation().isPresent();
            return new Listed(
                    name, defaults.width(), defaults.height(), defaults.frames(), interpolates, presets, null);
        } catch (FailureException e) {
            return new Listed(name, null, null, null, null, null, e.getMessage());
        }
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
