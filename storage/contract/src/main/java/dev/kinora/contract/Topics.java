package dev.kinora.contract;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The topics' names and settings. */
public final class Topics {
    /** Requests, from anyone. */
    public static final String REQUESTS = "kinora.requests";
    /** Requests whose picture is to be fetched first; ingest's own, by way of which they come back to {@link #REQUESTS}. */
    public static final String FETCHES = "kinora.fetches";
    /** Frames to interpolate and encode: {@link StageTask}. */
    public static final String FRAMES = "kinora.frames";
    /** Clips to verify and publish: {@link StageTask}. */
    public static final String CLIPS = "kinora.clips";
    /** Events on their way to somebody's HTTP server: {@link WebhookDelivery}. */
    public static final String WEBHOOKS = "kinora.webhooks";
    /** Facts: {@link JobEvent}. */
    public static final String EVENTS = "kinora.events";
    /** {@link JobProgress}. */
    public static final String PROGRESS = "kinora.progress";
    /** What failed by our own fault or somebody else's and may not fail again, until it is time to try. */
    public static final String RETRIES = "kinora.retries";
    /** {@link JobCommand}. */
    public static final String CONTROL = "kinora.control";
    /** {@link ModelAnnouncement}. */
    public static final String MODELS = "kinora.models";
    /** {@link DeadLetter}. */
    public static final String DEAD_LETTERS = "kinora.dead-letters";

    /** Largest request in bytes: an inline image of 16 MiB in base64, and room for the rest. */
    public static final int LARGEST_REQUEST_BYTES = 24 << 20;

    private static final String HOUR_MILLIS = "3600000";
    private static final String MONTH_MILLIS = "2592000000";

    private Topics() {}

    /**
     * A topic to create.
     *
     * @param name of the topic
     * @param partitions at least
     * @param config topic settings
     */
    public record Definition(String name, int partitions, Map<String, String> config) {}

    /** The work topic of one model's interactive jobs. */
    public static String jobs(String model) {
        return jobs(model, Priority.INTERACTIVE);
    }

    /** The work topic of one model and priority: {@link StageTask}. */
    public static String jobs(String model, Priority priority) {
        return (priority == Priority.BATCH ? "kinora.batch-jobs." : "kinora.jobs.") + model;
    }

    /** Whether work for a stage lies on the topic: a record may be sent to it again. */
    public static boolean isWork(String topic) {
        return List.of(REQUESTS, FETCHES, FRAMES, CLIPS, WEBHOOKS).contains(topic)
                || Stream.of(Priority.values()).anyMatch(priority -> topic.startsWith(jobs("", priority)));
    }

    /** Share group and consumer group of a stage. */
    public static String group(String stage) {
        return "kinora-" + stage;
    }

    /** Every topic that does not belong to a model. */
    public static List<Definition> all() {
        return List.of(
                new Definition(
                        REQUESTS,
                        1,
                        Map.of(
                                "retention.ms",
                                MONTH_MILLIS,
                                "max.message.bytes",
                                Integer.toString(LARGEST_REQUEST_BYTES))),
                work(FETCHES),
                work(FRAMES),
                work(CLIPS),
                work(WEBHOOKS),
                work(RETRIES),
                new Definition(EVENTS, 1, Map.of("retention.ms", MONTH_MILLIS)),
                new Definition(PROGRESS, 1, Map.of("retention.ms", HOUR_MILLIS)),
                new Definition(CONTROL, 1, Map.of("cleanup.policy", "compact")),
                new Definition(MODELS, 1, Map.of("cleanup.policy", "compact")),
                new Definition(DEAD_LETTERS, 1, Map.of("retention.ms", MONTH_MILLIS)));
    }

    /** The work topics of one model, the more urgent first. */
    public static List<Definition> jobsDefinitions(String model) {
        return Stream.of(Priority.values())
                .map(priority -> work(jobs(model, priority)))
                .toList();
    }

    private static Definition work(String name) {
        return new Definition(name, 1, Map.of("retention.ms", MONTH_MILLIS));
    }
}
