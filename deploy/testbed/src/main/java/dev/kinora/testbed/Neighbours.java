package dev.kinora.testbed;

import dev.kinora.contract.DeadLetter;
import dev.kinora.contract.JobEvent;
import dev.kinora.contract.JobEvent.JobStarted;
import dev.kinora.contract.Topics;
import dev.kinora.objects.ObjectStore;
import dev.kinora.objects.StoreSettings;
import dev.kinora.work.BrokerSettings;
import dev.kinora.work.GrowingDelay;
import dev.kinora.work.MessageCodec;
import dev.kinora.work.MessageSender;
import dev.kinora.work.RetryForwarder;
import dev.kinora.work.StageParts;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/** The stages before and after the one under test: puts objects, sends messages, reads what is announced. */
public final class Neighbours implements AutoCloseable {
    private static final String MARK = "mark";
    private static final long PATIENCE_MILLIS = 60_000;

    private final BrokerSettings broker;
    private final ObjectStore store;
    private final MessageSender sender;
    private final MessageCodec codec = new MessageCodec();
    private final StageParts parts = new StageParts();

    /** Of the application under test. */
    public static Neighbours ofApplication() {
        Config config = ConfigProvider.getConfig();
        Function<String, Optional<String>> lookup = name -> config.getOptionalValue(name, String.class);
        return new Neighbours(BrokerSettings.from(lookup, config.getPropertyNames()), StoreSettings.from(lookup));
    }

    public Neighbours(BrokerSettings broker, StoreSettings store) {
        this.broker = broker;
        this.sender = new MessageSender(broker, "test");
        this.store = new ObjectStore(store);
    }

    /** Sends retries back as the storage stage does, but without their delay. */
    public void sendRetriesBack() {
        GrowingDelay none = new GrowingDelay(Duration.ofMillis(1), 1, Duration.ofMillis(1), 0);
        parts.keep(new RetryForwarder(broker, "test", none)).start();
    }

    /** Of the broker. */
    public BrokerSettings broker() {
        return broker;
    }

    /** Of the pipeline's bucket. */
    public ObjectStore store() {
        return store;
    }

    /** Of the pipeline's messages. */
    public MessageCodec codec() {
        return codec;
    }

    /** Sends a message as the beginning of a trace. */
    public void send(String topic, String key, Object message) {
        sender.send(topic, key, message, Optional.empty());
    }

    /** Sends a message in the trace of a W3C {@code traceparent}. */
    public void send(String topic, String key, Object message, String traceparent) {
        sender.send(topic, key, message, Optional.of(traceparent));
    }

    /** The job's events so far, as soon as there are so many. */
    public List<JobEvent> events(String id, int count) {
        return records(Topics.EVENTS, id, count).stream()
                .map(message -> codec.readEvent(message.value()))
                .toList();
    }

    /** What was said of the job until now, be it nothing: reads up to a mark of its own. */
    public List<JobEvent> eventsSoFar(String id) {
        JobEvent mark = new JobStarted(id, MARK, Long.toString(System.nanoTime()), 1);
        send(Topics.EVENTS, id, mark);
        List<JobEvent> events = new ArrayList<>();
        read(
                Topics.EVENTS,
                message -> id.equals(message.key())
                        && events.add(codec.readEvent(message.value()))
                        && events.contains(mark),
                1);
        events.removeIf(
                event -> event instanceof JobStarted started && started.stage().equals(MARK));
        return events;
    }

    /** The first dead letter whose body has the text, as soon as there is one. */
    public DeadLetter deadLetterWith(String text) {
        byte[] letter = read(
                        Topics.DEAD_LETTERS, message -> text(message.value()).contains(text), 1)
                .get(0)
                .value();
        return codec.read(letter, DeadLetter.class);
    }

    /** The messages under a key, oldest first, as soon as there are so many. */
    public List<ConsumerRecord<String, byte[]>> records(String topic, String key, int count) {
        return read(topic, message -> key.equals(message.key()), count);
    }

    /** The matching messages of a topic, oldest first, as soon as there are so many. */
    public List<ConsumerRecord<String, byte[]>> read(
            String topic, Predicate<ConsumerRecord<String, byte[]>> wanted, int count) {
        Map<String, Object> settings = new HashMap<>(broker.client());
        List<TopicPartition> partitions = List.of(new TopicPartition(topic, 0));
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            List<ConsumerRecord<String, byte[]>> found = new ArrayList<>();
            long end = System.currentTimeMillis() + PATIENCE_MILLIS;
            while (found.size() < count) {
                if (System.currentTimeMillis() > end) {
                    throw new AssertionError("only " + found.size() + " of " + count + " on " + topic);
                }
                for (ConsumerRecord<String, byte[]> message : consumer.poll(Duration.ofMillis(200))) {
                    if (wanted.test(message)) {
                        found.add(message);
                    }
                }
            }
            return found;
        }
    }

    @Override
    public void close() {
        parts.close();
        sender.close();
        store.close();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
