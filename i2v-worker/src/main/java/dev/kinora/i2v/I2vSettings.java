package dev.kinora.i2v;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.OptionalInt;

/** Settings of the i2v stage; an unknown key beside them stops the start. */
interface I2vSettings {

    /** Under {@code kinora.models}. */
    @ConfigMapping(prefix = "kinora.models")
    interface Models {
        /** Folder of models, each a folder with a {@code model_index.json}. */
        @WithDefault("i2v-worker/models")
        Path directory();
    }

    /** Under {@code kinora.inference}. */
    @ConfigMapping(prefix = "kinora.inference")
    interface Inference {
        /** Threads a network computes with, at least 1; absent, one for each core. */
        OptionalInt threads();
    }
}
