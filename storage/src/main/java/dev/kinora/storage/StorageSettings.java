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

    /** What goes from the store when. */
    Retention retention();

    /** How long each sort of object stays in the store after it was written; see {@code README.md}. Each 0 or more. */
    interface Retention {

        /** Pictures, LoRAs and frames that requests name; also while a job still wants to read them. */
        @WithDefault("7d")
        Duration uploads();

        /** The normalised still of a job that has ended. */
        @WithDefault("30d")
        Duration stills();

        /** Frames, those in between, the encoded clip and whatever else was made of a job that has ended. */
        @WithDefault("7d")
        Duration frames();

        /** Checkpoints, and windows of chunks that are not done, of a job that has ended. */
        @WithDefault("1d")
        Duration checkpoints();

        /** The published clip with its poster and its result. */
        @WithDefault("30d")
        Duration clips();

        /** How a job ended, and what it was: as long, its id is not free, and asking again is answered without work. */
        @WithDefault("60d")
        Duration outcomes();

        /** Time between two sweeps; 0 for none. */
        @WithDefault("15m")
        Duration interval();
    }
}
