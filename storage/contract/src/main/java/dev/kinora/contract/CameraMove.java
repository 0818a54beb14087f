package dev.kinora.contract;

import java.util.regex.Pattern;

/**
 * How the camera moves: a preset of the model, or a LoRA file that the job brings along, with its weight.
 *
 * @param preset name of one of the model's presets; null if {@code lora} is given
 * @param lora a safetensors file in the store, fixed by its SHA-256; null if {@code preset} is given
 * @param weight factor on the LoRA's change, −10 to 10; 1 is as trained
 */
public record CameraMove(String preset, ObjectRef lora, double weight) {
    /** Largest LoRA file in bytes. */
    public static final long LARGEST_LORA_BYTES = 512L << 20;

    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    public CameraMove {
        Check.that(preset == null || lora == null, "camera", "preset and lora", "one of them");
        Check.that(
                lora != null || preset != null && !preset.isBlank(),
                "camera.preset",
                preset,
                "the name of a camera preset");
        if (lora != null) {
            Check.that(SHA256.matcher(lora.sha256()).matches(), "camera.lora", lora.sha256(), "a SHA-256");
            Check.range("camera.lora", lora.bytes(), 1, LARGEST_LORA_BYTES);
        }
        Check.range("camera.weight", weight, -10, 10);
    }

    /** A preset of the model. */
    public CameraMove(String preset, double weight) {
        this(preset, null, weight);
    }

    /** What a person would call it: the preset's name, or the file's. */
    public String name() {
        return preset != null ? preset : lora.key().substring(lora.key().lastIndexOf('/') + 1);
    }
}
