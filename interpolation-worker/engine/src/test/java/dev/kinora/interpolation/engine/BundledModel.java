package dev.kinora.interpolation.engine;

import dev.kinora.engine.ModelFolder;
import java.nio.file.Path;

/** The model that comes with the project. */
final class BundledModel {
    private BundledModel() {}

    static ModelFolder open() {
        return ModelFolder.open(Path.of(System.getProperty("kinora.root"), "i2v-worker", "models", "nano"));
    }
}
