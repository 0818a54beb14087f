package dev.kinora.ingest.board;

import dev.kinora.contract.FailureException;
import dev.kinora.contract.JobProgress;
import dev.kinora.contract.Stages;
import dev.kinora.contract.Topics;
import dev.kinora.work.BrokerSettings;
import dev.kinora.work.BrokerWatch;
import dev.kinora.work.MessageCodec;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jboss.logging.Logger;

/**
 * Reads {@code kinora.events} and {@code kinora.progress} from their beginning onto the board and keeps listening, on a thread
 * of its own. Without a group: the board of every process hears everything.
 */
public final class BoardListener implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(BoardListener.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final JobBoard board;
    private final BrokerWatch watch;
    private final MessageCodec codec = new MessageCodec();
    private final KafkaConsumer<String, byte[]> consumer;
    /** Where to go on after a problem, so that nothing is heard twice. */
    private final Map<TopicPartition, Long> next = new HashMap<>();

    private final Thread thread = new Thread(this::listen, "ingest-board");

    /** Listens once it is started. */
    public BoardListener(BrokerSettings broker, JobBoard board) {
        this.board = board;
        this.watch = new BrokerWatch(Stages.INGEST, "read " + Topics.EVENTS, broker);
        Map<String, Object> settings = new HashMap<>(broker.client());
        settings.put("client.id", "kinora-ingest-board");
        this.consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
    }

    /** Why it hears of no jobs, in words for a person; empty if it does. */
    public Optional<String> missing() {
        return watch.missing().or(board::missing);
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
        next.forEach(consumer::seek);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        while (true) {
            if (ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
                board.completed();
                ends = Map.of();
            }
            consumer.poll(POLL).forEach(this::hear);
            watch.look(consumer.metrics());
        }
    }

    private List<TopicPartition> partitions() {
        return Stream.of(Topics.EVENTS, Topics.PROGRESS)
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
    }

    private void hear(ConsumerRecord<String, byte[]> message) {
        next.put(new TopicPartition(message.topic(), message.partition()), message.offset() + 1);
        if (message.value() == null) {
            return;
        }
        try {
            Instant at = Instant.ofEpochMilli(message.timestamp());
            if (message.topic().equals(Topics.EVENTS)) {
                board.happened(codec.readEvent(message.value()), at);
            } else {
                board.progressed(codec.read(message.value(), JobProgress.class), at);
            }
        } catch (FailureException unreadable) {
            LOG.warnf("%s at offset %d is passed over: %s", message.topic(), message.offset(), unreadable.getMessage());
        }
    }
}
