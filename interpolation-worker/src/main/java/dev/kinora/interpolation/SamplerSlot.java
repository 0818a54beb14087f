package dev.kinora.interpolation;

import dev.kinora.contract.Failure;
import dev.kinora.contract.FailureException;
import dev.kinora.contract.FailureKind;
import dev.kinora.engine.InterpolationSampler;
import dev.kinora.engine.ModelFolder;
import dev.kinora.inference.InferenceRuntime;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Room for one loaded interpolation network; asking for another closes the one that is there. Nothing is loaded before the
 * first job that needs it. For one thread; owns the sampler.
 */
final class SamplerSlot implements AutoCloseable {
    private final Path models;
    private final InferenceRuntime runtime;
    private Loaded loaded;

    /** A model's network in memory, with how fast it turned out to be. */
    record Loaded(String name, InterpolationSampler sampler, WindowPace pace) {}

    /** @param models the folder of models */
    SamplerSlot(Path models, InferenceRuntime runtime) {
        this.models = models;
        this.runtime = runtime;
    }

    /**
     * The network of a model, loaded if it is not yet. Valid until another one is asked for.
     *
     * @throws FailureException BAD_INPUT on {@code model} if its files are damaged; BUG if this worker does not have it,
     *     which another may
     */
    Loaded load(String model) {
        if (loaded == null || !loaded.name().equals(model)) {
            close();
            Path folder = models.resolve(model);
            if (!Files.isDirectory(folder)) {
                throw new FailureException(
                        new Failure(FailureKind.BUG, "model", model, "a folder in " + models + " of this worker", ""));
            }
            loaded = new Loaded(model, InterpolationSampler.open(ModelFolder.open(folder), runtime), new WindowPace());
        }
        return loaded;
    }

    /** Frees the network's memory. No window may be in flight. */
    @Override
    public void close() {
        if (loaded != null) {
            loaded.sampler().close();
            loaded = null;
        }
    }
}
