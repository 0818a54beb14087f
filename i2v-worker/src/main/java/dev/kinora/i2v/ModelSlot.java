package dev.kinora.i2v;

import dev.kinora.contract.FailureException;
import dev.kinora.engine.LoraFiles;
import dev.kinora.engine.ModelFolder;
import dev.kinora.engine.StableVideoPipeline;
import dev.kinora.inference.InferenceRuntime;
import java.util.Map;
import org.jboss.logging.Logger;

/** Room for one loaded model; asking for another closes the one that is there. Thread-safe; owns the pipeline. */
final class ModelSlot implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(ModelSlot.class);
    private static final String BUNDLED = "nano";

    private final Map<String, ModelFolder> models;
    private final InferenceRuntime runtime;
    private final LoraFiles loras;
    private Loaded loaded;

    /** A model in memory, with how fast it turned out to be. */
    record Loaded(String name, StableVideoPipeline pipeline, Pace pace) {}

    /** @param loras asked for the LoRAs that jobs bring along */
    ModelSlot(Map<String, ModelFolder> models, InferenceRuntime runtime, LoraFiles loras) {
        this.models = Map.copyOf(models);
        this.runtime = runtime;
        this.loras = loras;
    }

    /**
     * The model, loaded if it is not yet. Valid until another one is asked for.
     *
     * @throws FailureException BAD_INPUT on {@code model} if there is none of that name or it is damaged; the slot is empty then
     */
    synchronized Loaded load(String name) {
        if (loaded == null || !loaded.name().equals(name)) {
            close();
            ModelFolder folder = models.get(name);
            if (folder == null) {
                throw FailureException.badInput("model", name, "one of " + models.keySet());
            }
            loaded = new Loaded(name, open(name, folder), new Pace());
        }
        return loaded;
    }

    private StableVideoPipeline open(String name, ModelFolder folder) {
        try {
            return StableVideoPipeline.open(folder, runtime, loras);
        } catch (FailureException refused) {
            throw new FailureException(ModelRefusal.of(name, refused.failure()), refused);
        }
    }

    /** Loads the likely model if none was asked for yet, so that the first job need not wait. */
    synchronized void warmUp() {
        String likely = models.size() == 1 ? models.keySet().iterator().next() : BUNDLED;
        if (loaded == null && models.containsKey(likely)) {
            try {
                load(likely);
            } catch (FailureException damaged) {
                LOG.warn(damaged.getMessage()); // the jobs that want it fail with the same words
            }
        }
    }

    /** Frees the model's memory. No job may be running. */
    @Override
    public synchronized void close() {
        if (loaded != null) {
            loaded.pipeline().close();
            loaded = null;
        }
    }
}
