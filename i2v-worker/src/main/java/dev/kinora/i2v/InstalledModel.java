package dev.kinora.i2v;

import dev.kinora.contract.Failure;
import dev.kinora.contract.FailureException;
import dev.kinora.contract.ModelAnnouncement;
import dev.kinora.engine.ModelFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A folder in the models directory.
 *
 * @param name of the folder, as jobs call the model
 * @param folder what was read of it; empty if it cannot be used
 * @param announcement for {@code kinora.models}, with the problem if there is one
 */
record InstalledModel(String name, Optional<ModelFolder> folder, ModelAnnouncement announcement) {
    // What a topic's name may hold, since each model has a topic of its own.
    private static final Pattern LEGAL_NAME = Pattern.compile("[A-Za-z0-9._-]{1,200}");

    /**
     * Every folder of the directory that has a {@code model_index.json}, by name.
     *
     * @param presetFolders of LoRAs for every model
     * @throws FailureException BAD_INPUT on {@code kinora.models.directory} if there is no such folder
     */
    static List<InstalledModel> scan(Path directory, List<Path> presetFolders) {
        try (Stream<Path> folders = Files.list(directory)) {
            List<InstalledModel> models = folders.filter(folder -> Files.exists(folder.resolve("model_index.json")))
                    .sorted()
                    .map(folder -> read(folder, presetFolders))
                    .toList();
            if (models.isEmpty()) {
                throw unusable(directory + " without a model");
            }
            return models;
        } catch (IOException e) {
            throw unusable(directory + ", which cannot be read (" + e.getClass().getSimpleName() + ")");
        }
    }

    private static InstalledModel read(Path path, List<Path> presetFolders) {
        String name = path.getFileName().toString();
        if (!LEGAL_NAME.matcher(name).matches()) {
            return unusable(name, Failure.badInput("model", "the folder name " + name, "letters, digits, . _ -"));
        }
        try {
            ModelFolder folder = ModelFolder.open(path, presetFolders);
            ModelAnnouncement usable = new ModelAnnouncement(name, folder.defaults(), folder.presets(), null);
            return new InstalledModel(name, Optional.of(folder), usable);
        } catch (FailureException refused) {
            return unusable(name, ModelRefusal.of(name, refused.failure()));
        }
    }

    private static InstalledModel unusable(String name, Failure problem) {
        return new InstalledModel(name, Optional.empty(), new ModelAnnouncement(name, null, List.of(), problem));
    }

    private static FailureException unusable(String found) {
        return FailureException.badInput(
                "kinora.models.directory", found, "a folder of folders with a model_index.json");
    }
}
