package dev.kinora.ingest.feed;

import dev.kinora.contract.JobEvent;
import dev.kinora.contract.JobEvent.JobAccepted;
import dev.kinora.contract.JobProgress;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A message as it lies on its topic. Compares by identity.
 *
 * @param partition of {@code kinora.events}
 * @param offset in that partition; −1 for progress, which is not told again
 * @param job by id
 * @param type of the message, e.g. {@code JobAccepted}
 * @param labels of the job; empty of one that was never accepted
 * @param json of the message
 */
public record FeedItem(int partition, long offset, String job, String type, Map<String, String> labels, byte[] json) {
    /** Type of the messages of {@code kinora.progress}. */
    public static final String PROGRESS = JobProgress.class.getSimpleName();

    /** @param labels of a job that was accepted earlier */
    static FeedItem of(
            ConsumerRecord<String, byte[]> message, JobEvent event, Function<String, Map<String, String>> labels) {
        return new FeedItem(
                message.partition(),
                message.offset(),
                event.id(),
                event.getClass().getSimpleName(),
                event instanceof JobAccepted accepted && accepted.labels() != null
                        ? accepted.labels()
                        : labels.apply(event.id()),
                message.value());
    }

    static FeedItem of(JobProgress progress, Map<String, String> labels, byte[] json) {
        return new FeedItem(0, -1, progress.id(), PROGRESS, labels, json);
    }

    boolean isProgress() {
        return offset < 0;
    }
}
