package dev.kinora.local.command;

import dev.kinora.contract.CameraMove;
import dev.kinora.contract.FailureException;
import dev.kinora.local.client.JobRequest.Camera;
import dev.kinora.local.client.Uploads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * {@code PRESET[:WEIGHT]} or {@code FILE.safetensors[:WEIGHT]}, weight 1 if not given.
 *
 * @param name of the preset, or path of the file
 */
record CameraForm(String name, double weight) {
    private static final String FILE_ENDING = ".safetensors";
    private static final String PEFT_CONFIG = "adapter_config.json";

    static CameraForm parse(String text) {
        int colon = text.lastIndexOf(':');
        boolean isWeighted = colon >= 0 && !text.endsWith(FILE_ENDING);
        String name = isWeighted ? text.substring(0, colon) : text;
        if (name.isBlank()) {
            throw FailureException.badInput("--camera", text, "a preset");
        }
        return new CameraForm(name, isWeighted ? OptionForms.number(text.substring(colon + 1)) : 1);
    }

    boolean isFile() {
        return name.endsWith(FILE_ENDING);
    }

    /**
     * Refuses a file that cannot be sent.
     *
     * @throws FailureException BAD_INPUT on {@code --camera}
     */
    void requireUsable() {
        if (!isFile()) {
            return;
        }
        Path file = Path.of(name);
        require(Files.isRegularFile(file) && Files.isReadable(file), name, "a readable file");
        require(
                !Files.exists(file.resolveSibling(PEFT_CONFIG)),
                name + " without the " + PEFT_CONFIG + " beside it, which has its alpha",
                "its whole folder in one of KINORA_LORAS_DIRECTORIES, as a preset");
        try {
            long bytes = Files.size(file);
            require(bytes <= CameraMove.LARGEST_LORA_BYTES, name + " of " + bytes + " bytes", "at most 512 MiB");
        } catch (IOException unreadable) {
            require(false, name + " (" + unreadable + ")", "a readable file");
        }
    }

    /** As the request has it, once the file is in the store. */
    Camera send(Uploads uploads) {
        return isFile() ? new Camera(null, uploads.put(Path.of(name)), weight) : new Camera(name, null, weight);
    }

    private static void require(boolean holds, String found, String expected) {
        if (!holds) {
            throw FailureException.badInput("--camera", found, expected);
        }
    }
}
