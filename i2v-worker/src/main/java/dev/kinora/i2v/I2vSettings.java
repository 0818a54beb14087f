package dev.kinora.i2v;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
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

    /** Under {@code kinora.loras}. */
    @ConfigMapping(prefix = "kinora.loras")
    interface Loras {
        /** Folders of LoRA files that are presets of every model, beside those of its own; none if absent. */
        Optional<List<Path>> directories();

        /** Where the LoRAs that jobs bring along are kept, in a folder that ends with the process. */
        @WithDefault("${java.io.tmpdir}")
        Path cacheDirectory();

        /** How much of them is kept, such as {@code 2G}. */
        @WithDefault("2G")
        MemorySize cacheSize();
    }

    /** Under {@code kinora.i2v}. */
    @ConfigMapping(prefix = "kinora.i2v")
    interface Resume {
        /**
         * The most of the time that may go into checkpoints, 0 to 1: with 0 one is written only when the worker is told to
         * leave, with 1 one after every step.
         */
        @WithDefault("0.02")
        double checkpointShare();
    }

    /** Under {@code kinora.inference}. */
    @ConfigMapping(prefix = "kinora.inference")
    interface Inference {
        /** Threads a network computes with, at least 1; absent, one for each core. */
        OptionalInt threads();
    }
}
