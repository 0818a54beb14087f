package dev.kinora.engine.network;

import dev.kinora.inference.weights.DeclaredWeights;
import dev.kinora.inference.weights.Weights;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.BiConsumer;

/** The parts of a model that have weights. What a part's file has to hold follows from its {@code config.json} alone. */
public enum Component {
    UNET("unet", "diffusion_pytorch_model", Component::unet),
    VAE("vae", "diffusion_pytorch_model", Component::vae),
    IMAGE_ENCODER("image_encoder", "model", Component::imageEncoder);

    private final String folder;
    private final String fileName;
    private final BiConsumer<Path, Weights> writer;

    Component(String folder, String fileName, BiConsumer<Path, Weights> writer) {
        this.folder = folder;
        this.fileName = fileName;
        this.writer = writer;
    }

    /** Its folder within a model's. */
    public String folder() {
        return folder;
    }

    /** What its weights file is called before variant and ending. */
    public String fileName() {
        return fileName;
    }

    /**
     * Every tensor that the reference's class has, also those that nothing depends on.
     *
     * @param componentFolder holds {@code config.json}; weights are not looked at
     * @throws dev.kinora.contract.FailureException {@code BAD_INPUT} naming the key that no such network can have
     */
    public DeclaredWeights tensors(Path componentFolder) {
        DeclaredWeights tensors = new DeclaredWeights();
        require(componentFolder, tensors);
        return tensors;
    }

    /**
     * Asks weights for each of these tensors, as opening the network would.
     *
     * @throws dev.kinora.contract.FailureException {@code BAD_INPUT} on the configuration, or whatever the weights throw
     */
    public void require(Path componentFolder, Weights weights) {
        writer.accept(componentFolder, weights);
    }

    /** Attention to one token would leave out what it does not need. */
    private static void unet(Path folder, Weights weights) {
        DenoiserGraph.write(UnetConfig.read(folder), weights, ContextTokens.MANY, Set.of());
    }

    private static void vae(Path folder, Weights weights) {
        VaeConfig config = VaeConfig.read(folder);
        VaeEncoder.write(config, weights);
        TemporalDecoder.write(config, weights);
    }

    private static void imageEncoder(Path folder, Weights weights) {
        ClipTower.write(ClipConfig.read(folder), weights);
    }
}
