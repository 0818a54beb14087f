package dev.kinora.ingest;

import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Settings of webhooks, {@code kinora.ingest.webhook.*}. */
interface WebhookSettings {

    /** Hosts that events may be posted to, as {@code example.org}, {@code *.example.org:8443} or {@code *}. */
    Optional<List<String>> hosts();

    /** Hosts of these that may have addresses which are not public, such as those of an intranet. */
    Optional<List<String>> privateHosts();

    /** {@code https}, {@code http} or both. */
    @WithDefault("https")
    Set<String> schemes();

    /** File of secrets that sign, one in a line: {@code whsec_} and 24 to 64 bytes in base64. Needed where there are hosts. */
    Optional<Path> secretFile();

    /** For one attempt. */
    @WithDefault("10s")
    Duration timeLimit();

    /** Before the second attempt; each later one is three times as long, ± 25 %. */
    @WithDefault("10s")
    Duration firstDelay();

    /** Longest delay. */
    @WithDefault("4h")
    Duration longestDelay();

    /** How long a receiver is asked that does not take an event. */
    @WithDefault("24h")
    Duration giveUpAfter();
}
