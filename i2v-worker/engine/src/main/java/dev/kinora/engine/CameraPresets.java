package dev.kinora.engine;

import dev.kinora.contract.FailureException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * LoRA files by the names that jobs call them: {@code NAME.safetensors}, or PEFT's folder {@code NAME} with an
 * {@code adapter_model.safetensors}.
 */
final class CameraPresets {
    private static final String ENDING = ".safetensors";
    private static final String PEFT_FILE = "adapter_model" + ENDING;

    private final TreeMap<String, Path> files = new TreeMap<>();

    /**
     * Looks into the model's own folder, which may be missing, and those registered by the user.
     *
     * @throws FailureException BAD_INPUT if a folder cannot be read, or two files have one name
     */
    CameraPresets(Path own, List<Path> registered) {
        if (Files.isDirectory(own)) {
            addAll(own);
        }
        registered.forEach(this::addAll);
    }

    /** Sorted. */
    List<String> names() {
        return List.copyOf(files.keySet());
    }

    Path file(String preset) {
        Path file = files.get(preset);
        if (file == null) {
            String known = files.isEmpty() ? "no preset: this model has none" : String.join(" | ", files.keySet());
            throw FailureException.badInput("camera.preset", preset, known);
        }
        return file;
    }

    private void addAll(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            entries.sorted().forEach(this::add);
        } catch (IOException unreadable) {
            throw FailureException.badInput(
                    "camera presets", folder + ", which cannot be read (" + unreadable + ")", "a folder of LoRA files");
        }
    }

    private void add(Path entry) {
        String name = entry.getFileName().toString();
        Path peft = entry.resolve(PEFT_FILE);
        if (name.endsWith(ENDING)) {
            add(name.substring(0, name.length() - ENDING.length()), entry);
        } else if (Files.isRegularFile(peft)) {
            add(name, peft);
        }
    }

    private void add(String name, Path file) {
        Path other = files.putIfAbsent(name, file);
        if (other != null) {
            throw FailureException.badInput(
                    "camera presets", "two files named " + name + ": " + other + " and " + file, "one file a name");
        }
    }
}
