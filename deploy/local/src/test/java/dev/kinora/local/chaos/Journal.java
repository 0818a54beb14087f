package dev.kinora.local.chaos;

import dev.kinora.contract.JobEvent;
import dev.kinora.contract.JobEvent.JobStarted;
import dev.kinora.contract.Topics;
import dev.kinora.work.BrokerSettings;
import dev.kinora.work.MessageCodec;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads all events and dead letters, and remembers how each job ended. */
final class Journal implements AutoCloseable {
    private static final List<TopicPartition> TOPICS =
            List.of(new TopicPartition(Topics.EVENTS, 0), new TopicPartition(Topics.DEAD_LETTERS, 0));

    private final BrokerSettings broker;
    private final Consumer<JobStarted> began;
    private final MessageCodec codec = new MessageCodec();
    private final Map<String, Map<String, String>> ends = new ConcurrentHashMap<>();
    private final Set<String> letters = ConcurrentHashMap.newKeySet();
    private final AtomicInteger starts = new AtomicInteger();
    private final AtomicInteger repeats = new AtomicInteger();
    private volatile boolean closed;

    /** @param began told of every start of a job, as soon as it is read */
    Journal(BrokerSettings broker, Consumer<JobStarted> began) {
        this.broker = broker;
        this.began = began;
        Thread thread = new Thread(this::read, "journal");
        thread.setDaemon(true);
        thread.start();
    }

    /** Types of the job's final events, each once however often it was told. */
    Set<String> ends(String id) {
        return new TreeSet<>(ends.getOrDefault(id, Map.of()).values());
    }

    /** Final events of the job that are told apart by their ids. */
    int differentEnds(String id) {
        return ends.getOrDefault(id, Map.of()).size();
    }

    boolean hasLetter(String id) {
        return letters.contains(id);
    }

    /** How often a worker began with a job. */
    int starts() {
        return starts.get();
    }

    /** How often a final event was told again. */
    int repeats() {
        return repeats.get();
    }

    @Override
    public void close() {
        closed = true;
    }

    private void read() {
        Map<String, Object> settings = new HashMap<>(broker.client());
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(TOPICS);
            consumer.seekToBeginning(TOPICS);
            while (!closed) {
                poll(consumer);
            }
        }
    }

    private void poll(KafkaConsumer<String, byte[]> consumer) {
        try {
            consumer.poll(Duration.ofMillis(100)).forEach(this::note);
        } catch (KafkaException away) {
            // the broker is being restarted; the client connects again
        }
    }

    private void note(ConsumerRecord<String, byte[]> message) {
        if (message.topic().equals(Topics.DEAD_LETTERS)) {
            letters.add(message.key());
            return;
        }
        JobEvent event = codec.readEvent(message.value());
        if (event instanceof JobStarted started) {
            starts.incrementAndGet();
            began.accept(started);
        } else if (event.isFinal()) {
            String eventId = new String(message.headers().lastHeader("ce_id").value());
            String type = event.getClass().getSimpleName();
            String before = ends.computeIfAbsent(event.id(), id -> new ConcurrentHashMap<>())
                    .put(eventId, type);
            repeats.addAndGet(before == null ? 0 : 1);
        }
    }
}
