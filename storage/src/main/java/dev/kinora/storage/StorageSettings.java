package dev.kinora.storage;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;

/** Settings of the storage stage; an unknown key under {@code kinora.storage} stops the start. */
@ConfigMapping(prefix = "kinora.storage")
interface StorageSettings {

    /** How long a presigned URL stays valid: 1 second to 7 days, the protocol's limit. */
    @WithDefault("24h")
    Duration linkValidity();

    /** Where the clip in hand is kept while it is verified; needs room for one. */
    @WithDefault("${java.io.tmpdir}")
    Path workDirectory();
}
