package dev.kinora.ingest.model;

import dev.kinora.contract.FailureException;
import dev.kinora.contract.ModelAnnouncement;
import dev.kinora.contract.Stages;
import dev.kinora.contract.Topics;
import dev.kinora.work.BrokerSettings;
import dev.kinora.work.BrokerWatch;
import dev.kinora.work.MessageCodec;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jboss.logging.Logger;

/**
 * Reads {@code kinora.models} from its beginning and keeps listening, on a thread of its own. A consumer of our own, as a
 * messaging channel cannot say when it has reached the end.
 */
public final class ModelListener implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(ModelListener.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final AnnouncedModels models;
    private final BrokerWatch watch;
    private final MessageCodec codec = new MessageCodec();
    private final KafkaConsumer<String, byte[]> consumer;
    private final Thread thread = new Thread(this::listen, "ingest-models");

    /** Listens for models once it is started. */
    public ModelListener(BrokerSettings broker, AnnouncedModels models) {
        this.models = models;
        this.watch = new BrokerWatch(Stages.INGEST, "read " + Topics.MODELS, broker);
        Map<String, Object> settings = new HashMap<>(broker.client());
        settings.put("client.id", "kinora-ingest-models");
        this.consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
    }

    /** Why it hears of no models, in words for a person; empty if it does. */
    public Optional<String> missing() {
        return watch.missing();
    }

    /** Begins to read. */
    public void start() {
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        consumer.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void listen() {
        try (consumer) {
            while (true) {
                try {
                    read();
                } catch (WakeupException closed) {
                    return;
                } catch (KafkaException broken) {
                    watch.report(broken);
                    Thread.sleep(PAUSE.toMillis());
                }
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private void read() {
        List<TopicPartition> partitions = partitions();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        while (true) {
            if (ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
                models.completed();
                ends = Map.of();
            }
            consumer.poll(POLL).forEach(this::hear);
            watch.look(consumer.metrics());
        }
    }

    private List<TopicPartition> partitions() {
        return consumer.partitionsFor(Topics.MODELS).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
    }

    private void hear(ConsumerRecord<String, byte[]> message) {
        try {
            if (message.value() == null) {
                models.withdrawn(message.key());
            } else {
                models.announced(codec.read(message.value(), ModelAnnouncement.class));
            }
        } catch (FailureException unreadable) {
            LOG.warnf("announcement %s at offset %d: %s", message.key(), message.offset(), unreadable.getMessage());
        }
    }
}
