package dev.kinora.work;

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

/**
 * Reads topics from their beginning and keeps listening, on a thread of its own and without a group, so that every process
 * hears everything. A consumer of our own, as a messaging channel cannot say when it has reached the end. A broker that is
 * away is told of once, and waited for.
 */
public final class TopicFollower implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final List<String> topics;
    private final Listener listener;
    private final BrokerWatch watch;
    private final KafkaConsumer<String, byte[]> consumer;
    private final Thread thread;
    /** Where to go on after a problem, so that nothing is heard twice. */
    private final Map<TopicPartition, Long> next = new HashMap<>();

    /** Takes what is read, on the follower's thread. */
    public interface Listener {
        /** The next record of any of the topics. */
        void hear(ConsumerRecord<String, byte[]> message);

        /** Everything that was there when the follower began, or began again, has been heard. */
        void completed();
    }

    /**
     * Listens once it is started.
     *
     * @param stage named where the broker is away
     * @param name of the thread and, after {@code kinora-}, of the client
     * @param topics to read; the first is named where the broker is away
     */
    public TopicFollower(BrokerSettings broker, String stage, String name, List<String> topics, Listener listener) {
        this.topics = List.copyOf(topics);
        this.listener = listener;
        this.watch = new BrokerWatch(stage, "read " + topics.get(0), broker);
        Map<String, Object> settings = new HashMap<>(broker.client());
        settings.put("client.id", "kinora-" + name);
        settings.put("auto.offset.reset", "earliest");
        this.consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
        this.thread = new Thread(this::listen, name);
        this.thread.setDaemon(true);
    }

    /** Why nothing is heard, in words for a person; empty if it is. */
    public Optional<String> missing() {
        return watch.missing();
    }

    /** Begins to read. */
    public void start() {
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
        boolean complete = false;
        while (true) {
            if (!complete
                    && ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
                complete = true;
                listener.completed();
            }
            consumer.poll(POLL).forEach(this::hear);
            watch.look(consumer.metrics());
        }
    }

    private List<TopicPartition> partitions() {
        return topics.stream()
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
    }

    private void hear(ConsumerRecord<String, byte[]> message) {
        next.put(new TopicPartition(message.topic(), message.partition()), message.offset() + 1);
        listener.hear(message);
    }
}
