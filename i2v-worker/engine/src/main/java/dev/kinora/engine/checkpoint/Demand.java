package dev.kinora.engine.checkpoint;

import dev.kinora.contract.ModelDefaults;
import dev.kinora.engine.network.Component;
import java.nio.file.Path;
import java.util.Map;

/**
 * What a model costs at its defaults, by the shapes of its weights alone. Bytes are about right, operations within a per
 * cent of what the reference's are counted as.
 *
 * @param weightBytes all networks in memory, as 32-bit floats
 * @param stepBytes what a denoising step needs beside them
 * @param decodeBytes what decoding a chunk needs beside them
 * @param stepOperations of a denoising step, two for each multiply-add
 * @param clipOperations of a whole clip
 */
public record Demand(
        double weightBytes, double stepBytes, double decodeBytes, double stepOperations, double clipOperations) {

    /**
     * Of a model folder's networks.
     *
     * @param defaults size, frames and steps of the clip
     */
    static Demand of(Path model, ModelDefaults defaults) {
        Map<String, long[]> unet = shapes(model, Component.UNET);
        Map<String, long[]> vae = shapes(model, Component.VAE);
        Resolution pixels = new Resolution(defaults.height(), defaults.width());
        Resolution latents = pixels.halved(Tensors.of(vae).last());
        int branches = defaults.guidance().enabled() ? 2 : 1;
        UnetCost step = UnetCost.of(unet, branches, defaults.frames(), latents, 1);
        double once = ClipCost.operations(shapes(model, Component.IMAGE_ENCODER))
                + VaeCost.of(vae, 1, pixels).encodeOperations()
                + VaeCost.of(vae, defaults.frames(), pixels).decodeOperations();
        return new Demand(
                weightBytes(model),
                step.bytes(),
                VaeCost.of(vae, defaults.decodeChunk(), pixels).decodeBytes(),
                step.operations(),
                once + defaults.steps() * step.operations());
    }

    private static double weightBytes(Path model) {
        double parameters = 0;
        for (Component component : Component.values()) {
            parameters += component.tensors(model.resolve(component.folder())).parameters();
        }
        return Float.BYTES * parameters;
    }

    private static Map<String, long[]> shapes(Path model, Component component) {
        return component.tensors(model.resolve(component.folder())).shapes();
    }
}
