package dev.kinora.engine;

import dev.kinora.contract.FailureException;
import dev.kinora.contract.ObjectRef;
import java.nio.file.Path;

/** Where the LoRA files lie that jobs bring along. */
@FunctionalInterface
public interface LoraFiles {
    /** For models whose jobs may only name presets. */
    LoraFiles NONE = lora -> {
        throw FailureException.badInput("camera.lora", lora.key(), "a preset: there is no store here");
    };

    /**
     * A file with exactly these bytes; it stays until the next one is asked for, at least.
     *
     * @throws FailureException BAD_INPUT if it is gone or another
     */
    Path file(ObjectRef lora);
}
