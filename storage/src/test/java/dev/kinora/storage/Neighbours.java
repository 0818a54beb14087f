package dev.kinora.storage;

import dev.kinora.contract.JobEvent;
import dev.kinora.contract.Topics;
import dev.kinora.objects.ObjectStore;
import dev.kinora.objects.StoreSettings;
import dev.kinora.work.BrokerSettings;
import dev.kinora.work.MessageCodec;
import dev.kinora.work.MessageSender;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * The stages before and after the one under test: puts objects, sends tasks, reads what is announced. The three worker
 * modules have one each, alike but for the package.
 */
final class Neighbours implements AutoCloseable {
    private static final long PATIENCE_MILLIS = 60_000;

    final BrokerSettings broker;
    final ObjectStore store;
    final MessageSender sender;
    final MessageCodec codec = new MessageCodec();

    Neighbours() {
        Config config = ConfigProvider.getConfig();
        broker = BrokerSettings.from(name -> config.getOptionalValue(name, String.class), config.getPropertyNames());
        sender = new MessageSender(broker, "test");
        store = new ObjectStore(StoreSettings.from(name -> config.getOptionalValue(name, String.class)));
    }

    /** Sends a message as the beginning of a trace. */
    void send(String topic, String key, Object message) {
        sender.send(topic, key, message, Optional.empty());
    }

    /** The job's events so far, as soon as there are so many. */
    List<JobEvent> events(String id, int count) {
        return records(Topics.EVENTS, id, count).stream()
                .map(message -> codec.readEvent(message.value()))
                .toList();
    }

    /** The messages under a key, oldest first, as soon as there are so many. */
    List<ConsumerRecord<String, byte[]>> records(String topic, String key, int count) {
        return read(topic, message -> key.equals(message.key()), count);
    }

    /** The matching messages of a topic, oldest first, as soon as there are so many. */
    List<ConsumerRecord<String, byte[]>> read(
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
                Stream.of(consumer.poll(Duration.ofMillis(200)))
                        .forEach(polled -> polled.forEach(message -> {
                            if (wanted.test(message)) {
                                found.add(message);
                            }
                        }));
            }
            return found;
        }
    }

    @Override
    public void close() {
        sender.close();
        store.close();
    }
}
