package dev.kinora.local.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kinora.contract.Failure;
import dev.kinora.contract.JobEvent;
import dev.kinora.contract.JobEvent.JobCancelled;
import dev.kinora.contract.JobEvent.JobRejected;
import dev.kinora.contract.JobProgress;
import dev.kinora.contract.Topics;
import dev.kinora.local.client.InterpolationRequest.KeyFrames;
import dev.kinora.local.servers.LocalServers;
import dev.kinora.work.BrokerSettings;
import dev.kinora.work.MessageHeaders;
import dev.kinora.work.MessageSender;
import dev.kinora.work.Topology;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client and a real broker; the test answers as the stages would. */
class KinoraClientTest {
    private static final JobRejected REJECTED = new JobRejected("job", Failure.badInput("id", "job", "another"));

    @TempDir
    Path data;

    private LocalServers servers;
    private BrokerSettings broker;
    private final List<JobEvent> heard = new ArrayList<>();

    @BeforeEach
    void start() {
        servers = LocalServers.start(data);
        broker = BrokerSettings.from(servers.settings());
        try (Topology topology = new Topology(broker)) {
            topology.ensure(Topics.all());
        }
    }

    @AfterEach
    void stop() {
        servers.close();
    }

    @Test
    void theRefusalOfSomebodyElsesRequestIsNoEndOfTheJob() {
        JobEvent end = new JobCancelled("job", "enough");
        try (KinoraClient client = new KinoraClient(broker)) {
            client.submit(request());
            say(REJECTED, MessageHeaders.newTraceparent());
            say(end, MessageHeaders.newTraceparent());
            client.follow(List.of("job"), new Hearing());
        }
        assertEquals(List.of(end), heard);
    }

    @Test
    void theRefusalOfOnesOwnRequestIsItsEnd() {
        try (KinoraClient client = new KinoraClient(broker)) {
            client.submit(request());
            say(REJECTED, traceparentOfTheRequest());
            client.follow(List.of("job"), new Hearing());
        }
        assertEquals(List.of(REJECTED), heard);
    }

    private void say(JobEvent event, String traceparent) {
        try (MessageSender sender = new MessageSender(broker, "test")) {
            sender.send(Topics.EVENTS, event.id(), event, Optional.of(traceparent));
        }
    }

    private String traceparentOfTheRequest() {
        Map<String, Object> settings = new HashMap<>(broker.client());
        List<TopicPartition> partitions = List.of(new TopicPartition(Topics.REQUESTS, 0));
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (true) {
                for (var message : consumer.poll(Duration.ofMillis(200))) {
                    return MessageHeaders.traceparent(message.headers()).orElseThrow();
                }
            }
        }
    }

    private static InterpolationRequest request() {
        return new InterpolationRequest(
                "job",
                null,
                new KeyFrames("uploads/a"),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    /** Keeps what it hears. */
    private final class Hearing implements JobListener {
        @Override
        public void event(JobEvent event) {
            heard.add(event);
        }

        @Override
        public void progress(JobProgress progress) {}

        @Override
        public void waiting() {}
    }
}
