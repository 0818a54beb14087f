package dev.kinora.engine;

import dev.kinora.contract.Failure;
import dev.kinora.contract.FailureException;
import dev.kinora.engine.lora.CameraLora;
import dev.kinora.engine.lora.ModuleNames;
import dev.kinora.engine.network.Denoiser;
import dev.kinora.inference.weights.Safetensors;
import java.util.List;

/**
 * A camera preset as its file's header has it; loads nothing.
 *
 * @param name of the preset
 * @param lora what it changes; null if it cannot be used
 * @param problem why it cannot be used; null if it can
 */
public record PresetCheck(String name, CameraLora lora, Failure problem) {

    /**
     * Every preset of a model, sorted.
     *
     * @throws FailureException BAD_INPUT naming the file if the model's own weights cannot be used
     */
    public static List<PresetCheck> all(ModelFolder model) {
        ModuleNames names = new ModuleNames(Denoiser.loraModules(model.unet()));
        return model.presets().stream().map(preset -> of(model, preset, names)).toList();
    }

    private static PresetCheck of(ModelFolder model, String preset, ModuleNames names) {
        try {
            return new PresetCheck(preset, CameraLora.open(Safetensors.open(model.lora(preset)), names), null);
        } catch (FailureException unusable) {
            return new PresetCheck(preset, null, unusable.failure());
        }
    }
}
