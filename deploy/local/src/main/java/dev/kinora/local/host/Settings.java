package dev.kinora.local.host;

import dev.kinora.contract.FailureException;
import dev.kinora.objects.StoreSettings;
import dev.kinora.work.BrokerSettings;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Settings of a stage; one properties file fits them all.
 *
 * @param values by key, e.g. {@code kafka.bootstrap.servers}
 */
public record Settings(Map<String, String> values) {
    /** Folder that holds a folder per model. */
    public static final String MODELS_DIRECTORY = "kinora.models.directory";

    private static final Pattern KNOWN_KEY = Pattern.compile("(kafka|kinora|quarkus|mp\\.messaging)\\..+");

    public Settings {
        values = Map.copyOf(values);
    }

    /**
     * Reads a settings file.
     *
     * @throws FailureException BAD_INPUT naming the file or the key that is not right
     */
    public static Settings read(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw FailureException.badInput("settings", file + " (" + e + ")", "a readable properties file in UTF-8");
        }
        Map<String, String> values = new HashMap<>();
        for (String key : properties.stringPropertyNames()) {
            if (!KNOWN_KEY.matcher(key).matches()) {
                throw FailureException.badInput(key, "an unknown setting", "kafka.*, kinora.* or quarkus.*");
            }
            values.put(key, properties.getProperty(key).strip());
        }
        values.putIfAbsent(MODELS_DIRECTORY, defaultModelsDirectory().toString());
        Settings settings = new Settings(values);
        settings.broker();
        settings.store();
        return settings;
    }

    /** Writes a settings file that only its owner may read, because it holds keys. An older one is replaced. */
    public void write(Path file) {
        Properties properties = new Properties();
        properties.putAll(values);
        try {
            Files.deleteIfExists(file);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            try (Writer writer = Files.newBufferedWriter(file)) {
                properties.store(writer, "Settings of a Kinora stage");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    /** These settings and others, which win. */
    public Settings with(Map<String, String> others) {
        Map<String, String> all = new HashMap<>(values);
        all.putAll(others);
        return new Settings(all);
    }

    /** How to reach the broker. */
    public BrokerSettings broker() {
        return BrokerSettings.from(values);
    }

    /** How to reach the store. */
    public StoreSettings store() {
        return StoreSettings.from(key -> Optional.ofNullable(values.get(key)));
    }

    /** The folder of models. */
    public Path modelsDirectory() {
        return Path.of(values.get(MODELS_DIRECTORY));
    }

    /** Folders of camera presets for every model, as this process was told; the stages read the same settings. */
    public static List<Path> defaultPresetFolders() {
        return Optional.ofNullable(System.getProperty("kinora.loras.directories"))
                .or(() -> Optional.ofNullable(System.getenv("KINORA_LORAS_DIRECTORIES")))
                .map(folders -> Stream.of(folders.split(","))
                        .filter(folder -> !folder.isBlank())
                        .map(Path::of)
                        .toList())
                .orElse(List.of());
    }

    /**
     * The folder of models where no settings name one: as this process was told, or the project's own.
     *
     * @return absolute
     */
    public static Path defaultModelsDirectory() {
        return Optional.ofNullable(System.getProperty(MODELS_DIRECTORY))
                .or(() -> Optional.ofNullable(System.getenv("KINORA_MODELS_DIRECTORY")))
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("kinora.home", ""), "i2v-worker", "models"))
                .toAbsolutePath()
                .normalize();
    }
}
