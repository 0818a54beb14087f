package dev.kinora.ingest.feed;

import dev.kinora.contract.FailureException;
import dev.kinora.contract.JobEvent;
import dev.kinora.contract.JobProgress;
import dev.kinora.contract.Topics;
import dev.kinora.ingest.board.JobBoard;
import dev.kinora.work.MessageCodec;
import dev.kinora.work.TopicFollower;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/** Understands what is said on {@code kinora.events} and {@code kinora.progress}, and tells the board and those who listen. */
public final class FeedListener implements TopicFollower.Listener {
    private static final Logger LOG = Logger.getLogger(FeedListener.class);

    private final MessageCodec codec = new MessageCodec();
    private final JobBoard board;
    private final Feed feed;
    private boolean isLive;

    public FeedListener(JobBoard board, Feed feed) {
        this.board = board;
        this.feed = feed;
    }

    @Override
    public void hear(ConsumerRecord<String, byte[]> message) {
        if (message.value() == null) {
            return;
        }
        try {
            if (message.topic().equals(Topics.EVENTS)) {
                happened(message, codec.readEvent(message.value()));
            } else {
                progressed(message, codec.read(message.value(), JobProgress.class));
            }
        } catch (FailureException unreadable) {
            LOG.warnf("%s at offset %d is passed over: %s", message.topic(), message.offset(), unreadable.getMessage());
        }
        feed.wake();
    }

    @Override
    public void completed() {
        isLive = true;
        board.completed();
    }

    private void happened(ConsumerRecord<String, byte[]> message, JobEvent event) {
        feed.happened(message, event);
        board.happened(event, Instant.ofEpochMilli(message.timestamp()));
    }

    /** What was said before the start is old by now: only the board, which shows the last of it, is told. */
    private void progressed(ConsumerRecord<String, byte[]> message, JobProgress progress) {
        if (isLive) {
            feed.progressed(message, progress);
        }
        board.progressed(progress, Instant.ofEpochMilli(message.timestamp()));
    }
}
