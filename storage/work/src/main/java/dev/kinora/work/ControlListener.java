package dev.kinora.work;

import dev.kinora.contract.Failure;
import dev.kinora.contract.FailureException;
import dev.kinora.contract.FailureKind;
import dev.kinora.contract.JobCommand;
import dev.kinora.contract.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jboss.logging.Logger;

/**
 * Knows which jobs are cancelled: reads {@code kinora.control} from its beginning and keeps listening, on a thread of its
 * own and without a group, because every worker has to hear every command. While the broker is away it keeps what it knows.
 */
final class ControlListener implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(ControlListener.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration GOODBYE = Duration.ofSeconds(2);
    /** Some 20 MB. An older command has been decided in the store long ago, where {@code hasEnded} finds it. */
    private static final int REMEMBERED = 100_000;

    private final BrokerSettings broker;
    private final Runnable heard;
    private final BrokerWatch watch;
    private final MessageCodec codec = new MessageCodec();
    private final Map<String, String> cancelled = new LinkedHashMap<>();
    private final Thread thread;
    private volatile boolean read;
    private volatile boolean closing;

    /**
     * @param stage named in threads and in the log
     * @param heard run after every command, and when the end is reached
     */
    ControlListener(BrokerSettings broker, String stage, Runnable heard) {
        this.broker = broker;
        this.heard = heard;
        this.watch = new BrokerWatch(stage, "follow " + Topics.CONTROL, broker);
        this.thread = new Thread(this::listen, "kinora-" + stage + "-control");
        this.thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Whether the topic was read to the end it had when this listener found it: before that, any job may be cancelled. */
    boolean isRead() {
        return read;
    }

    /** What keeps it from listening; once the topic is read, the loop knows of a broker that is away. */
    Optional<String> missing() {
        return read ? Optional.empty() : watch.missing();
    }

    /** Why the job is to end, if somebody has cancelled it. */
    Optional<String> reasonToEnd(String id) {
        synchronized (cancelled) {
            return Optional.ofNullable(cancelled.get(id));
        }
    }

    @Override
    public void close() {
        closing = true;
        thread.interrupt();
        try {
            thread.join(GOODBYE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void listen() {
        while (!closing) {
            try (KafkaConsumer<byte[], byte[]> consumer = connect()) {
                followUntilClosed(consumer);
            } catch (KafkaException | FailureException trouble) {
                if (!closing) {
                    watch.report(trouble);
                    pause();
                }
            }
        }
    }

    private void followUntilClosed(KafkaConsumer<byte[], byte[]> consumer) {
        try {
            follow(consumer);
        } catch (InterruptException closed) {
            Thread.interrupted(); // an interrupted thread cannot close a consumer without an error in the log
        }
    }

    private void follow(KafkaConsumer<byte[], byte[]> consumer) {
        List<TopicPartition> partitions = partitions(consumer);
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        watch.wellAgain();
        while (!closing) {
            if (!read && ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
                read = true;
                heard.run();
            }
            consumer.poll(POLL).forEach(this::hear);
        }
    }

    private List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer) {
        List<PartitionInfo> found = consumer.partitionsFor(Topics.CONTROL);
        if (found == null || found.isEmpty()) {
            throw new FailureException(new Failure(
                    FailureKind.DEPENDENCY_DOWN,
                    BrokerSettings.BOOTSTRAP_SERVERS,
                    "no topic " + Topics.CONTROL + " at " + broker.bootstrapServers(),
                    "the topics that `deploy/kinora topics` creates",
                    ""));
        }
        return found.stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
    }

    private void hear(ConsumerRecord<byte[], byte[]> message) {
        try {
            if (message.value() != null) {
                obey(codec.read(message.value(), JobCommand.class));
            } else if (message.key() != null) {
                forget(new String(message.key(), StandardCharsets.UTF_8));
            }
        } catch (FailureException unreadable) {
            LOG.warnf("command at offset %d of %s: %s", message.offset(), message.topic(), unreadable.getMessage());
        }
    }

    private void obey(JobCommand command) {
        if (command instanceof JobCommand.Cancel cancel) {
            synchronized (cancelled) {
                cancelled.put(cancel.id(), cancel.reason());
                if (cancelled.size() > REMEMBERED) {
                    cancelled.remove(cancelled.keySet().iterator().next());
                }
            }
            heard.run();
        }
    }

    private void forget(String id) {
        synchronized (cancelled) {
            cancelled.remove(id);
        }
    }

    private KafkaConsumer<byte[], byte[]> connect() {
        Map<String, Object> settings = new HashMap<>(broker.with(Map.of(
                "client.id", thread.getName() + "-" + ProcessHandle.current().pid(),
                "allow.auto.create.topics", "false",
                "auto.offset.reset", "earliest",
                "enable.auto.commit", "false")));
        settings.remove("group.id");
        settings.remove("group.instance.id");
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private void pause() {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException told) {
            closing = true;
        }
    }
}
