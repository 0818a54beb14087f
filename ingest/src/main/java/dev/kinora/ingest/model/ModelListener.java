package dev.kinora.ingest.model;

import dev.kinora.contract.FailureException;
import dev.kinora.contract.ModelAnnouncement;
import dev.kinora.work.MessageCodec;
import dev.kinora.work.TopicFollower;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/**
 * Understands what is said on {@code kinora.models}.
 *
 * @param models told of each announcement
 */
public record ModelListener(AnnouncedModels models) implements TopicFollower.Listener {
    private static final Logger LOG = Logger.getLogger(ModelListener.class);
    private static final MessageCodec CODEC = new MessageCodec();

    @Override
    public void hear(ConsumerRecord<String, byte[]> message) {
        try {
            if (message.value() == null) {
                models.withdrawn(message.key());
            } else {
                models.announced(CODEC.read(message.value(), ModelAnnouncement.class));
            }
        } catch (FailureException unreadable) {
            LOG.warnf("announcement %s at offset %d: %s", message.key(), message.offset(), unreadable.getMessage());
        }
    }

    @Override
    public void completed() {
        models.completed();
    }
}
