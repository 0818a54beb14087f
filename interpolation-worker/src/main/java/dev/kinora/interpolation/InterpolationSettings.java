package dev.kinora.interpolation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;

/** Settings of the interpolation stage; an unknown key under {@code kinora.interpolation} stops the start. */
@ConfigMapping(prefix = "kinora.interpolation")
interface InterpolationSettings {

    /** Where the clip grows and a chunk of frames waits; needs room for one of each. */
    @WithDefault("${java.io.tmpdir}")
    Path workDirectory();
}
