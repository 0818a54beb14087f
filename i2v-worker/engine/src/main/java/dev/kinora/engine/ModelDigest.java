package dev.kinora.engine;

import dev.kinora.contract.FailureException;
import dev.kinora.inference.Sha256;
import dev.kinora.inference.weights.ComponentWeights;
import dev.kinora.inference.weights.Safetensors;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.List;

/**
 * Tells one model from another: SHA-256 of its configurations, its weights' headers and the first 4 KiB of every tensor. All of
 * the weights would be exact and take as long as loading does; of a tensor that was trained on, no part stays as it was.
 */
final class ModelDigest {
    private static final int BYTES_OF_EACH_TENSOR = 4096;
    private static final List<String> SHARED_CONFIGURATIONS =
            List.of("scheduler/scheduler_config.json", "feature_extractor/preprocessor_config.json");

    private ModelDigest() {}

    /**
     * Of a diffusion network and those that go with it.
     *
     * @param unet the network's folder
     */
    static String of(ModelFolder model, Path unet) {
        MessageDigest digest = Sha256.begin();
        for (String name : SHARED_CONFIGURATIONS) {
            update(digest, name, model.vae().resolveSibling(name));
        }
        for (Path component : List.of(unet, model.vae(), model.imageEncoder())) {
            update(digest, "config.json", component.resolve("config.json"));
            ComponentWeights.open(component).files().stream()
                    .sorted(Comparator.comparing(Safetensors::label))
                    .forEach(file -> file.sample(digest, BYTES_OF_EACH_TENSOR));
        }
        return Sha256.end(digest);
    }

    /** A file that need not be there. */
    static void update(MessageDigest digest, String name, Path file) {
        try {
            byte[] body = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
            digest.update((name + " " + body.length + "\n").getBytes(StandardCharsets.UTF_8));
            digest.update(body);
        } catch (IOException e) {
            throw FailureException.badInput(name, e.toString(), "a readable file");
        }
    }
}
