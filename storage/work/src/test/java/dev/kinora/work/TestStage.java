package dev.kinora.work;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.kinora.contract.DeadLetter;
import dev.kinora.contract.Failure;
import dev.kinora.contract.JobCommand;
import dev.kinora.contract.ObjectRef;
import dev.kinora.contract.Priority;
import dev.kinora.contract.StageTask;
import dev.kinora.contract.Topics;
import dev.kinora.local.servers.LocalServers;
import dev.kinora.local.servers.Ports;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A stage of its own for each test, on a real broker: a topic, a group, its loops and what they have seen. */
final class TestStage implements AutoCloseable {
    /** Long enough for the slowest machine; nothing is asserted on it. */
    static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Quick to retry, so that tests are quick. */
    static final WorkPolicy QUICK = new WorkPolicy(
            new GrowingDelay(Duration.ofMillis(50), 2, Duration.ofMillis(200), 0),
            new GrowingDelay(Duration.ofMillis(10), 4, Duration.ofMillis(100), 0.25),
            3,
            8,
            Duration.ofSeconds(2));

    final String name;
    final String topic;
    final BrokerSettings broker;
    final BlockingQueue<WorkItem> seen = new LinkedBlockingQueue<>();
    final BlockingQueue<Failure> told = new LinkedBlockingQueue<>();
    private final StageParts parts = new StageParts();

    TestStage(LocalServers servers, String name) {
        this.name = name;
        this.topic = Topics.jobs("test-" + name);
        this.broker = BrokerSettings.from(servers.settings());
        try (Topology topology = new Topology(broker)) {
            topology.ensure(Topics.jobsDefinitions("test-" + name));
            topology.ensure(Topics.all());
        }
    }

    void ensure(List<Topics.Definition> topics) {
        try (Topology topology = new Topology(broker)) {
            topology.ensure(topics);
        }
    }

    /** Deletes the stage's topic and makes it again, once the broker knows it no more. */
    void makeTopicAgain() throws Exception {
        try (Admin admin = Admin.create(broker.client())) {
            admin.deleteTopics(List.of(topic)).all().get();
            while (admin.listTopics().names().get().contains(topic)) {
                Thread.sleep(20);
            }
        }
        ensure(List.of(new Topics.Definition(topic, 1, Map.of())));
    }

    /** Starts a worker that notes each item before it handles it. */
    WorkLoop worker(WorkHandler handler) {
        return worker(handler, QUICK);
    }

    WorkLoop worker(WorkHandler handler, WorkPolicy policy) {
        return worker(handler, (ToldOutcome) (item, failure) -> told.add(failure), policy);
    }

    WorkLoop worker(WorkHandler handler, WorkOutcome outcome, WorkPolicy policy) {
        WorkHandler noting = item -> {
            seen.add(item);
            handler.handle(item);
        };
        WorkLoop loop = new WorkLoop(broker, name, List.of(topic), noting, outcome, policy);
        parts.keep(loop);
        loop.start();
        return loop;
    }

    /** Starts a worker that takes interactive jobs before batch jobs. */
    WorkLoop twoLanes(WorkHandler handler) {
        return worker(handler, WorkTopics.ofModels(List.of("test-" + name)));
    }

    WorkLoop worker(WorkHandler handler, WorkTopics topics) {
        WorkHandler noting = item -> {
            seen.add(item);
            handler.handle(item);
        };
        ToldOutcome outcome = (item, failure) -> told.add(failure);
        WorkLoop loop = parts.keep(new WorkLoop(broker, name, topics, noting, outcome, QUICK));
        loop.start();
        return loop;
    }

    /** Starts what sends retries back, of this stage and of every other on the broker. */
    RetryForwarder forwarder() {
        return forwarder(WorkPolicy.DEFAULT.retry());
    }

    RetryForwarder forwarder(GrowingDelay delay) {
        RetryForwarder forwarder = new RetryForwarder(broker, name, delay);
        parts.keep(forwarder);
        forwarder.start();
        return forwarder;
    }

    /** How long a record stays locked without renewal. */
    void lockFor(Duration time) throws Exception {
        ConfigResource group = new ConfigResource(ConfigResource.Type.GROUP, Topics.group(name));
        ConfigEntry lock = new ConfigEntry("share.record.lock.duration.ms", Long.toString(time.toMillis()));
        try (Admin admin = Admin.create(broker.client())) {
            admin.incrementalAlterConfigs(Map.of(group, List.of(new AlterConfigOp(lock, AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
        }
    }

    void send(String id) {
        send(id, null);
    }

    void send(String id, Instant deadline) {
        say(topic, id, task(id, deadline));
    }

    void sendTo(String model, String id) {
        say(Topics.jobs(model), id, task(id, null));
    }

    void sendBatch(String id) {
        say(Topics.jobs("test-" + name, Priority.BATCH), id, task(id, null));
    }

    void sendMany(int count) {
        try (MessageSender sender = new MessageSender(broker, "test")) {
            for (int i = 0; i < count; i++) {
                sender.send(topic, "many-" + i, task("many-" + i, null), Optional.empty());
            }
        }
    }

    private static StageTask task(String id, Instant deadline) {
        return new StageTask(id, new ObjectRef("jobs/" + id + "/job.json", 1, ""), deadline);
    }

    /** Ids of jobs to cancel must be unlike all others': every stage on the broker hears the command. */
    void cancel(String id, String reason) {
        say(Topics.CONTROL, id, new JobCommand.Cancel(id, reason));
    }

    void retry(String id) {
        say(Topics.CONTROL, id, new JobCommand.Retry(id));
    }

    private void say(String to, String id, Object message) {
        try (MessageSender sender = new MessageSender(broker, "test")) {
            sender.send(to, id, message, Optional.empty());
        }
    }

    void sendRaw(String body) throws Exception {
        sendRecord(new ProducerRecord<>(topic, body == null ? null : body.getBytes(StandardCharsets.UTF_8)));
    }

    void sendRecord(ProducerRecord<byte[], byte[]> record) {
        try (MessageSender sender = new MessageSender(broker, "test")) {
            sender.send(record);
        }
    }

    WorkItem next() throws InterruptedException {
        return await(seen);
    }

    /** The next item, if it comes before something else would make it come. */
    WorkItem next(Duration patience) throws InterruptedException {
        return await(seen, patience);
    }

    static <T> T await(BlockingQueue<T> queue) throws InterruptedException {
        return await(queue, PATIENCE);
    }

    private static <T> T await(BlockingQueue<T> queue, Duration patience) throws InterruptedException {
        T found = queue.poll(patience.toSeconds(), TimeUnit.SECONDS);
        assertNotNull(found, "nothing came");
        return found;
    }

    /** This stage's dead letters so far; reads the topic from its beginning. */
    List<DeadLetter> deadLetters() {
        List<DeadLetter> letters = new ArrayList<>();
        TopicPartition partition = new TopicPartition(Topics.DEAD_LETTERS, 0);
        try (var consumer =
                new KafkaConsumer<>(broker.client(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            while (consumer.position(partition) < end) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    letters.add(new MessageCodec().read(record.value(), DeadLetter.class));
                }
            }
        }
        return letters.stream().filter(letter -> letter.stage().equals(name)).toList();
    }

    /** Where the servers listen, so that others may take their place. */
    static Ports portsOf(LocalServers servers) {
        String kafka = servers.settings().get("kafka.bootstrap.servers");
        URI store = URI.create(servers.settings().get("kinora.store.endpoint"));
        return new Ports(Integer.parseInt(kafka.substring(kafka.indexOf(':') + 1)), store.getPort());
    }

    @Override
    public void close() {
        parts.close();
    }
}
