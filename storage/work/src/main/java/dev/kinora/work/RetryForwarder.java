package dev.kinora.work;

import dev.kinora.contract.FailureException;
import dev.kinora.contract.Topics;
import dev.kinora.work.PendingRetries.Pending;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jboss.logging.Logger;

/**
 * Sends what waits on {@code kinora.retries} back to where it came from, when its time has come. Any number may run: they
 * share the topic as one consumer group. What one has sent but not committed when it dies is sent twice, which does no more
 * harm than any second delivery.
 */
public final class RetryForwarder implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(RetryForwarder.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration GOODBYE = Duration.ofSeconds(2);
    /** Records kept in memory, each as large as a task; the others wait on the topic. */
    private static final int MOST_PENDING = 10_000;
    /** Before a record is tried again whose topic does not take it; the others go on meanwhile. */
    private static final Duration POSTPONED = Duration.ofSeconds(30);

    private final BrokerSettings broker;
    private final GrowingDelay delay;
    private final DeadLetters deadLetters;
    private final BrokerWatch watch;
    private final PendingRetries pending = new PendingRetries();
    private final Thread thread = new Thread(this::run, "kinora-retries");
    private Map<TopicPartition, OffsetAndMetadata> committed = Map.of();
    private volatile boolean closing;

    /**
     * @param stage it runs in
     * @param delay that records are sent with; none waits longer than its longest, whatever the senders' clocks say
     */
    public RetryForwarder(BrokerSettings broker, String stage, GrowingDelay delay) {
        this.broker = broker;
        this.delay = delay;
        this.deadLetters = new DeadLetters(broker, stage);
        this.watch = new BrokerWatch(stage, "send retries back", broker);
        this.thread.setDaemon(true);
    }

    /** Begins to forward; returns at once, whether or not the broker is there. */
    public void start() {
        thread.start();
    }

    @Override
    public void close() {
        closing = true;
        try {
            thread.join(POLL.plus(GOODBYE).toMillis());
            thread.interrupt();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        for (int troubles = 1; !closing; troubles++) {
            try {
                forward();
            } catch (KafkaException | FailureException trouble) {
                if (!closing) {
                    watch.report(trouble);
                    rest(WorkPolicy.DEFAULT.dependency().after(troubles));
                }
            }
        }
    }

    private void forward() {
        pending.forget(List.copyOf(pending.sentUpTo().keySet()));
        committed = Map.of();
        KafkaConsumer<byte[], byte[]> consumer = connect();
        try (MessageSender sender = new MessageSender(broker, "retries")) {
            consumer.subscribe(List.of(Topics.RETRIES), new Handover());
            while (!closing) {
                consumer.poll(pending.quiet(POLL)).forEach(this::hold);
                watch.look(consumer.metrics());
                if (watch.isConnected()) {
                    sendDue(sender);
                    commit(consumer);
                }
                takeNoMoreThan(MOST_PENDING, consumer);
            }
        } finally {
            consumer.close(CloseOptions.timeout(GOODBYE));
        }
    }

    private void takeNoMoreThan(int most, KafkaConsumer<byte[], byte[]> consumer) {
        if (pending.size() < most) {
            consumer.resume(consumer.paused());
        } else {
            consumer.pause(consumer.assignment());
        }
    }

    private void hold(ConsumerRecord<byte[], byte[]> record) {
        Duration wait = Duration.ZERO;
        try {
            wait = Duration.between(Instant.now(), Retry.read(record).notBefore());
        } catch (FailureException unreadable) {
            LOG.debugf("offset %d of %s: %s", record.offset(), record.topic(), unreadable.getMessage());
        }
        Duration longest = delay.longestWithJitter();
        pending.add(record, wait.compareTo(longest) < 0 ? wait : longest);
    }

    /** Stops at the first that cannot be sent, so that the group hears of this member in time. */
    private void sendDue(MessageSender sender) {
        for (var due = pending.takeDue(); due.isPresent(); due = pending.takeDue()) {
            try {
                sendBack(sender, due.get().record());
                pending.settle(due.get());
            } catch (FailureException unsent) {
                postpone(due.get(), unsent);
                return;
            }
        }
    }

    private void sendBack(MessageSender sender, ConsumerRecord<byte[], byte[]> record) {
        Retry retry;
        try {
            retry = Retry.read(record);
        } catch (FailureException unreadable) {
            deadLetters.send(record, "", Problem.of(unreadable), 0);
            return;
        }
        sender.send(retry.returning());
    }

    private void postpone(Pending unsent, FailureException problem) {
        LOG.warnf(
                "offset %d of %s is tried again in %d s: %s",
                unsent.record().offset(), Topics.RETRIES, POSTPONED.toSeconds(), problem.getMessage());
        pending.postpone(unsent, POSTPONED);
    }

    /** A commit that fails because the group is being shared out anew only means that records are sent twice. */
    private void commit(KafkaConsumer<byte[], byte[]> consumer) {
        Map<TopicPartition, OffsetAndMetadata> sent = pending.sentUpTo();
        if (!sent.equals(committed)) {
            try {
                consumer.commitSync(sent);
                committed = sent;
            } catch (CommitFailedException | RebalanceInProgressException handedOver) {
                LOG.debug("not committed", handedOver);
            }
        }
    }

    private KafkaConsumer<byte[], byte[]> connect() {
        Map<String, Object> settings = new HashMap<>(broker.with(Map.of(
                "group.id", Topics.group("retries"),
                "client.id", "kinora-retries-" + ProcessHandle.current().pid(),
                "auto.offset.reset", "earliest",
                "enable.auto.commit", "false",
                // Another takes over in that time when a process with a forwarder dies.
                "session.timeout.ms", "10000")));
        List.of("group.protocol", "group.remote.assignor", "group.instance.id").forEach(settings::remove);
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private void rest(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException told) {
            closing = true;
        }
    }

    /** Partitions come and go; what is held of those that go is another's to send. */
    private final class Handover implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            pending.forget(partitions);
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            // read from what was committed, by the consumer itself
        }
    }
}
