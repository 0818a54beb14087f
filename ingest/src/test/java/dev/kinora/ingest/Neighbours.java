package dev.kinora.ingest;

import dev.kinora.contract.JobEvent;
import dev.kinora.contract.ModelAnnouncement;
import dev.kinora.contract.Topics;
import dev.kinora.objects.ObjectStore;
import dev.kinora.objects.StoreSettings;
import dev.kinora.work.BrokerSettings;
import dev.kinora.work.MessageCodec;
import dev.kinora.work.MessageSender;
import dev.kinora.work.Topology;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Whoever sends requests, and the stages behind: puts objects, announces models, reads what is announced. The worker
 * modules have one each, alike but for how they send.
 */
final class Neighbours implements AutoCloseable {
    private static final long PATIENCE_MILLIS = 60_000;

    final BrokerSettings broker;
    final ObjectStore store;
    final MessageSender sender;
    final MessageCodec codec = new MessageCodec();

    /** Of the application under test. */
    static Neighbours ofApplication() {
        Config config = ConfigProvider.getConfig();
        Function<String, Optional<String>> lookup = name -> config.getOptionalValue(name, String.class);
        return new Neighbours(BrokerSettings.from(lookup, config.getPropertyNames()), StoreSettings.from(lookup));
    }

    Neighbours(BrokerSettings broker, StoreSettings store) {
        this.broker = broker;
        this.sender = new MessageSender(broker, "test");
        this.store = new ObjectStore(store);
    }

    /** Puts bytes on the topic of requests and tells where they lie. */
    RecordMetadata request(byte[] body) {
        Map<String, Object> settings = new HashMap<>(broker.client());
        settings.put("max.request.size", Topics.LARGEST_REQUEST_BYTES);
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            return producer.send(new ProducerRecord<>(Topics.REQUESTS, body)).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Announces a model as a worker does, with its topic. */
    void announce(ModelAnnouncement model) {
        try (Topology topology = new Topology(broker)) {
            topology.ensure(Topics.all());
            topology.ensure(List.of(Topics.jobsDefinition(model.name())));
        }
        send(Topics.MODELS, model.name(), model);
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
