package dev.kinora.local.client;

import dev.kinora.contract.FailureException;
import dev.kinora.contract.JobEvent;
import dev.kinora.contract.JobProgress;
import dev.kinora.contract.Topics;
import dev.kinora.work.BrokerSettings;
import dev.kinora.work.MessageCodec;
import dev.kinora.work.MessageSender;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Sends one request and follows its job. Events are read from where the topics ended before the request was sent, so
 * nothing of this job is missed and nothing of an earlier one is taken for it. For one thread.
 */
public final class KinoraClient implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(250);

    private final BrokerSettings broker;
    private final MessageCodec codec = new MessageCodec();
    private final KafkaConsumer<String, byte[]> consumer;

    /** Connects and remembers where events and progress end now. */
    public KinoraClient(BrokerSettings broker) {
        this.broker = broker;
        Map<String, Object> settings = new HashMap<>(broker.client());
        settings.put("client.id", "kinora-client");
        this.consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = Stream.of(Topics.EVENTS, Topics.PROGRESS)
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.endOffsets(partitions).forEach(consumer::seek);
    }

    /**
     * Puts a request on {@code kinora.requests} and returns once it is safe there.
     *
     * @throws FailureException DEPENDENCY_DOWN if the broker does not take it
     */
    public void submit(JobRequest request) {
        try (MessageSender sender = new MessageSender(broker, "cli")) {
            sender.send(Topics.REQUESTS, request.id(), request, Optional.empty());
        }
    }

    /** Tells the listener of everything that happens to the job, up to its final event, which is returned. */
    public JobEvent follow(String id, JobListener listener) {
        while (true) {
            for (ConsumerRecord<String, byte[]> message : consumer.poll(POLL)) {
                if (!id.equals(message.key())) {
                    continue;
                }
                if (message.topic().equals(Topics.PROGRESS)) {
                    listener.progress(codec.read(message.value(), JobProgress.class));
                    continue;
                }
                JobEvent event = codec.readEvent(message.value());
                listener.event(event);
                if (event.isFinal()) {
                    return event;
                }
            }
            listener.waiting();
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
