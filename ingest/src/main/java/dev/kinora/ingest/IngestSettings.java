package dev.kinora.ingest;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Settings of the ingest stage; an unknown key under {@code kinora.ingest} stops the start. */
@ConfigMapping(prefix = "kinora.ingest")
interface IngestSettings {

    /** Model of a request that names none, where several are announced. */
    @WithDefault("nano")
    String defaultModel();

    /** How long after its start the stage waits for a worker to announce the model that a request needs. */
    @WithDefault("20s")
    Duration modelGrace();

    /** Where a still is kept until it is in the store; needs room for one of up to 200 MB. */
    @WithDefault("${java.io.tmpdir}")
    Path workDirectory();

    /** File of API keys with their limits. Without one only this machine may use the REST interface. */
    Optional<Path> apiKeys();

    /** Jobs that the board remembers; each takes about 1 KB, with the longest labels 30. */
    @WithDefault("5000")
    int boardJobs();

    /** Pictures that requests name by URL. */
    ImageUrlSettings imageUrl();

    /** Whom events are posted to. */
    WebhookSettings webhook();

    /** Jobs that may be open, however they came, for another to be taken over HTTP; fewer than {@link #boardJobs}. */
    @WithDefault("1000")
    int openJobs();

    /** In which the body of a request over HTTP must have come. */
    @WithDefault("60s")
    Duration uploadTime();

    /** Who may listen to events at a time; beyond, 429. */
    @WithDefault("500")
    int listeners();

    /** How long a listener may leave untaken what it is sent before it is cut off. */
    @WithDefault("30s")
    Duration listenerPatience();
}
