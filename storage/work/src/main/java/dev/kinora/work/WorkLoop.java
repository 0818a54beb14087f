package dev.kinora.work;

import dev.kinora.contract.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jboss.logging.Logger;

/**
 * Takes one job at a time from a share group, renews it while the handler works, and lets go of it once its result or its
 * failure is safe. {@code README.md} beside the sources has the contract: who does what when something dies.
 *
 * <p>Two threads: the loop's, which alone speaks with the broker about records, and one for the item at hand. Rules of Kafka
 * 4.2's share groups that it rests on: with {@code record_limit} and one record per poll nothing is prefetched; the broker
 * releases a consumer's records at once when its connection ends, and otherwise when the lock's time is over; it drops a
 * record silently once its delivery limit is reached, so giving up comes before.
 */
public final class WorkLoop implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(WorkLoop.class);
    /** How soon the loop's thread notices a deadline, or that a renewal is due; everything else rings its bell. */
    private static final Duration LOOK = Duration.ofMillis(200);

    /** How long the broker keeps a fetch that finds nothing; of several lanes each may hold up the other that long. */
    private static final int WAIT_MILLIS = 100;

    private static final int ONLY_WAIT_MILLIS = 500;
    private static final Duration GOODBYE = Duration.ofSeconds(2);
    /** A share consumer refuses to start with these, which a settings file may hold for other clients. */
    private static final List<String> NOT_FOR_SHARE_GROUPS = List.of(
            "auto.offset.reset",
            "enable.auto.commit",
            "group.instance.id",
            "group.protocol",
            "group.remote.assignor",
            "heartbeat.interval.ms",
            "interceptor.classes",
            "isolation.level",
            "partition.assignment.strategy",
            "session.timeout.ms");

    private final BrokerSettings broker;
    private final String stage;
    private final WorkTopics topics;
    private final Worker worker;
    private final BrokerWatch watch;
    private final Bell bell = new Bell();
    private final ControlListener control;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;
    /** The last record that was worked on, or is. */
    private volatile ItemFate inHand;

    /**
     * @param stage name; its share group is {@link Topics#group}
     * @param topics to take work from; they need not exist yet
     * @param outcome told of every item that is given up
     */
    public WorkLoop(
            BrokerSettings broker, String stage, List<String> topics, WorkHandler handler, WorkOutcome outcome) {
        this(broker, stage, topics, handler, outcome, WorkPolicy.DEFAULT);
    }

    /** As the other, with another patience. */
    public WorkLoop(
            BrokerSettings broker,
            String stage,
            List<String> topics,
            WorkHandler handler,
            WorkOutcome outcome,
            WorkPolicy policy) {
        this(broker, stage, WorkTopics.of(topics), handler, outcome, policy);
    }

    /** As the other, with topics of different urgency. */
    public WorkLoop(
            BrokerSettings broker,
            String stage,
            WorkTopics topics,
            WorkHandler handler,
            WorkOutcome outcome,
            WorkPolicy policy) {
        this.broker = broker;
        this.stage = stage;
        this.topics = topics;
        this.control = new ControlListener(broker, stage, bell::ring);
        Retries retries = new Retries(broker, stage, policy.retry());
        this.worker = new Worker(handler, outcome, new DeadLetters(broker, stage), retries, control, policy);
        this.watch = new BrokerWatch(stage, "take work", broker);
        this.thread = new Thread(this::run, "kinora-" + stage + "-loop");
        this.thread.setDaemon(true);
    }

    /** Begins to take records; returns at once, whether or not the broker is there. */
    public void start() {
        control.start();
        thread.start();
    }

    /** Whether the broker answered when last asked. */
    public boolean isConnected() {
        return watch.isConnected();
    }

    /** What keeps it from taking work, in words for a person; empty if nothing does. */
    public Optional<String> missing() {
        ItemFate fate = inHand;
        return control.missing().or(watch::missing).or(() -> fate == null ? Optional.empty() : fate.missing());
    }

    /**
     * Tells the handler to leave, gives its record back and leaves the group: within about twice the policy's grace, and two
     * seconds.
     */
    @Override
    public void close() {
        closing.countDown();
        bell.ring();
        control.close();
        try {
            thread.join(worker.policy().grace().multipliedBy(2).plus(GOODBYE).toMillis());
            thread.interrupt(); // still looking for a broker that is not there
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        int troubles = 1;
        while (!isClosing()) {
            try {
                takeWork();
                troubles = 1;
            } catch (RuntimeException trouble) {
                watch.report(trouble);
                rest(worker.policy().dependency().after(troubles++));
            }
        }
    }

    /** Until the loop closes, or until a lease is lost: the client is not to be trusted after a renewal that failed. */
    private void takeWork() {
        int mostDeliveries = worker.policy().mostDeliveries(prepare());
        awaitCommands();
        try (Lanes lanes = connect()) {
            boolean trusted = true;
            while (!isClosing() && trusted) {
                trusted = work(lanes, mostDeliveries);
            }
        }
    }

    private boolean work(Lanes lanes, int mostDeliveries) {
        Optional<LeasedRecord> next = lanes.next();
        watch.look(lanes.metrics());
        return next.isEmpty() || work(next.get(), lanes, mostDeliveries);
    }

    /** Works on one record and settles it; false if it was lost. */
    private boolean work(LeasedRecord record, Lanes lanes, int mostDeliveries) {
        ItemFate fate = new ItemFate(worker, record.record(), record.lease(), mostDeliveries);
        inHand = fate;
        Handling handling = Handling.start(record.lease(), "kinora-" + stage + "-work", fate, bell);
        while (!handling.isDone() && !isClosing()) {
            fate.cancelIfUnwanted();
            if (record.isRenewalDue() && !record.renew()) {
                abandon(handling, record);
                return false;
            }
            lanes.keep();
            watch.look(lanes.metrics());
            pause(LOOK);
        }
        if (!handling.isDone()) {
            handling.stop(worker.policy().grace()); // closing
        }
        record.settle(handling.fate());
        lanes.settled();
        return true;
    }

    /** Somebody else may have the record now. The next one waits until this one's handler has left: one job at a time. */
    private void abandon(Handling handling, LeasedRecord record) {
        LOG.warnf("lost the lease of %s; stopping work on it", record);
        handling.stop(worker.policy().grace());
        if (!handling.isDone()) {
            LOG.warnf("the handler of %s does not leave; no other job is taken", record);
        }
        while (!handling.isDone() && !isClosing()) {
            pause(LOOK);
        }
    }

    /** A job must not begin that was cancelled before this worker came. */
    private void awaitCommands() {
        while (!control.isRead() && !isClosing()) {
            pause(LOOK);
        }
    }

    /** Makes the group begin with the oldest record and reads the broker's delivery limit. */
    private int prepare() {
        try (Topology topology = new Topology(broker)) {
            topology.requireShareGroups();
            topology.ensureShareGroup(Topics.group(stage));
            return topology.deliveryLimit();
        }
    }

    private Lanes connect() {
        return new Lanes(topics.urgencies().stream()
                .map(equals -> equals.stream().map(this::lane).toList())
                .toList());
    }

    private Lane lane(String topic) {
        String client = Topics.group(stage) + "-" + ProcessHandle.current().pid() + "-" + topic;
        return new Lane(() -> connect(topic, client), bell);
    }

    private ShareConsumer<byte[], byte[]> connect(String topic, String client) {
        Map<String, Object> settings = broker.with(Map.of(
                "group.id",
                Topics.group(stage),
                "client.id",
                client,
                "share.acknowledgement.mode",
                "explicit",
                "share.acquire.mode",
                "record_limit",
                "fetch.max.wait.ms",
                Integer.toString(topics.count() == 1 ? ONLY_WAIT_MILLIS : WAIT_MILLIS),
                "max.poll.records",
                "1"));
        NOT_FOR_SHARE_GROUPS.forEach(settings::remove);
        ShareConsumer<byte[], byte[]> consumer =
                new KafkaShareConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        consumer.subscribe(List.of(topic));
        return consumer;
    }

    /** Waits until something may have happened. */
    private void pause(Duration longest) {
        try {
            bell.await(longest);
        } catch (InterruptedException told) {
            leave();
        }
    }

    /** Waits that long, or until the loop closes. */
    private void rest(Duration wait) {
        try {
            closing.await(wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException told) {
            leave();
        }
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }

    private void leave() {
        closing.countDown();
    }
}
