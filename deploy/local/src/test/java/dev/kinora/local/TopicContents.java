package dev.kinora.local;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kinora.local.AsyncApi.Message;
import dev.kinora.work.BrokerSettings;
import dev.kinora.work.MessageHeaders;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * What lies on topics now.
 *
 * @param broker that has them
 */
record TopicContents(BrokerSettings broker) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** @param except the key of messages to pass over */
    List<Message> read(List<String> topics, String except) throws IOException {
        List<Message> messages = new ArrayList<>();
        try (var consumer =
                new KafkaConsumer<>(broker.client(), new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = topics.stream()
                    .flatMap(topic -> consumer.partitionsFor(topic).stream())
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<String, byte[]> found : consumer.poll(Duration.ofMillis(200))) {
                    if (!except.equals(found.key()) || found.topic().contains("dead-letters")) {
                        messages.add(new Message(
                                found.topic(), MessageHeaders.read(found.headers()), JSON.readTree(found.value())));
                    }
                }
            }
        }
        return messages;
    }
}
