package dev.kinora.local.client;

import dev.kinora.contract.FailureException;
import dev.kinora.contract.JobCommand;
import dev.kinora.contract.JobEvent;
import dev.kinora.contract.JobEvent.JobRejected;
import dev.kinora.contract.JobProgress;
import dev.kinora.contract.Topics;
import dev.kinora.work.BrokerSettings;
import dev.kinora.work.MessageCodec;
import dev.kinora.work.MessageHeaders;
import dev.kinora.work.MessageSender;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Sends requests and follows their jobs. Events are read from where the topics ended before the request was sent, so
 * nothing of these jobs is missed and nothing of an earlier one is taken for it. For one thread.
 */
public final class KinoraClient implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(250);

    private final BrokerSettings broker;
    private final MessageCodec codec = new MessageCodec();
    private final KafkaConsumer<String, byte[]> consumer;
    /** Trace of the request that was sent for a job. */
    private final Map<String, String> traces = new HashMap<>();

    private final Set<String> running = new HashSet<>();

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
     * Puts a request on {@code kinora.requests} and returns once it is safe there; its job is then followed.
     *
     * @throws FailureException DEPENDENCY_DOWN if the broker does not take it
     */
    public void submit(Request request) {
        String traceparent = MessageHeaders.newTraceparent();
        traces.put(request.id(), MessageHeaders.traceId(traceparent));
        try (MessageSender sender = new MessageSender(broker, "cli")) {
            sender.send(Topics.REQUESTS, request.id(), request, Optional.of(traceparent));
        }
        running.add(request.id());
    }

    /**
     * Puts a cancel on {@code kinora.control} and returns once it is safe there.
     *
     * @throws FailureException DEPENDENCY_DOWN if the broker does not take it
     */
    public void cancel(String id, String reason) {
        try (MessageSender sender = new MessageSender(broker, "cli")) {
            sender.send(Topics.CONTROL, id, new JobCommand.Cancel(id, reason), Optional.empty());
        }
    }

    /**
     * Tells the listener of everything that happens to these jobs and those that were submitted, also by the listener, up to
     * the final event of the last of them.
     */
    public void follow(Collection<String> ids, JobListener listener) {
        running.addAll(ids);
        while (!running.isEmpty()) {
            for (ConsumerRecord<String, byte[]> message : consumer.poll(POLL)) {
                if (running.contains(message.key())) {
                    tell(message, listener);
                }
            }
            listener.waiting();
        }
    }

    private void tell(ConsumerRecord<String, byte[]> message, JobListener listener) {
        if (message.topic().equals(Topics.PROGRESS)) {
            listener.progress(codec.read(message.value(), JobProgress.class));
            return;
        }
        JobEvent event = codec.readEvent(message.value());
        if (event instanceof JobRejected && !isOfOurRequest(message)) {
            return;
        }
        if (event.isFinal()) {
            running.remove(message.key());
        }
        listener.event(event);
    }

    /** Somebody else's request under the same id is refused without harm to the job. */
    private boolean isOfOurRequest(ConsumerRecord<String, byte[]> message) {
        return MessageHeaders.traceparent(message.headers())
                .map(MessageHeaders::traceId)
                .filter(trace -> trace.equals(traces.get(message.key())))
                .isPresent();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
