package dev.kinora.engine;

import java.nio.file.Path;

/** The model that comes with the project. */
final class BundledModel {
    static final Path FOLDER = Path.of(System.getProperty("kinora.root"), "i2v-worker", "models", "nano");

    private BundledModel() {}
}
