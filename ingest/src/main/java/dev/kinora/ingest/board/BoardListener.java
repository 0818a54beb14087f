package dev.kinora.ingest.board;

import dev.kinora.contract.FailureException;
import dev.kinora.contract.JobProgress;
import dev.kinora.contract.Topics;
import dev.kinora.work.MessageCodec;
import dev.kinora.work.TopicFollower;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/**
 * Understands what is said on {@code kinora.events} and {@code kinora.progress}.
 *
 * @param board told of each
 */
public record BoardListener(JobBoard board) implements TopicFollower.Listener {
    private static final Logger LOG = Logger.getLogger(BoardListener.class);
    private static final MessageCodec CODEC = new MessageCodec();

    @Override
    public void hear(ConsumerRecord<String, byte[]> message) {
        if (message.value() == null) {
            return;
        }
        try {
            Instant at = Instant.ofEpochMilli(message.timestamp());
            if (message.topic().equals(Topics.EVENTS)) {
                board.happened(CODEC.readEvent(message.value()), at);
            } else {
                board.progressed(CODEC.read(message.value(), JobProgress.class), at);
            }
        } catch (FailureException unreadable) {
            LOG.warnf("%s at offset %d is passed over: %s", message.topic(), message.offset(), unreadable.getMessage());
        }
    }

    @Override
    public void completed() {
        board.completed();
    }
}
