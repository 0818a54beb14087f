package dev.kinora.ingest;

import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Settings of pictures by URL, {@code kinora.ingest.image-url.*}. */
interface ImageUrlSettings {

    /** Hosts that pictures may be fetched from, as {@code example.org}, {@code *.example.org:8443} or {@code *}. */
    Optional<List<String>> hosts();

    /** Hosts of these that may have addresses which are not public, such as those of an intranet. */
    Optional<List<String>> privateHosts();

    /** {@code https}, {@code http} or both. */
    @WithDefault("https")
    Set<String> schemes();

    /** For one fetch, from its name to its last byte. */
    @WithDefault("20s")
    Duration timeLimit();

    /** How often a server is asked that cannot answer just now. */
    @WithDefault("5")
    int tries();

    /** Before the second try; each later one is four times as long, ± 25 %, up to 5 minutes. */
    @WithDefault("2s")
    Duration firstDelay();
}
