package dev.kinora.interpolation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.OptionalInt;

/** Settings of the interpolation stage; an unknown key beside them stops the start. */
@ConfigMapping(prefix = "kinora.interpolation")
interface InterpolationSettings {

    /** Where the clip grows and chunks of frames wait; needs room for the clip and two chunks. */
    @WithDefault("${java.io.tmpdir}")
    Path workDirectory();

    /** Windows of five frames that go through the network together, at least 1. Changes memory and speed, not pixels. */
    @WithDefault("1")
    int windows();

    /** An ffmpeg with libx264 for jobs that ask for it: a program on the path, or its file. It need not be there. */
    @WithDefault("ffmpeg")
    String ffmpeg();

    /** Under {@code kinora.models}, as i2v-worker has them. */
    @ConfigMapping(prefix = "kinora.models")
    interface Models {
        /** Folder of models, each a folder; only those with {@code interpolation/unet} are of use here. */
        @WithDefault("i2v-worker/models")
        Path directory();
    }

    /** Under {@code kinora.inference}, as i2v-worker has it. */
    @ConfigMapping(prefix = "kinora.inference")
    interface Inference {
        /** Threads a network computes with, at least 1; absent, one for each core. */
        OptionalInt threads();
    }
}
