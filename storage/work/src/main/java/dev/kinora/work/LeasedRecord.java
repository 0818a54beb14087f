package dev.kinora.work;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicIdPartition;
import org.jboss.logging.Logger;

/**
 * A record this consumer has locked. Only the loop's thread may use it: a share consumer belongs to one thread.
 *
 * <p>The client's rules in explicit mode (kafka-clients 4.2, {@code ShareConsumerImpl}): {@code poll} throws while a record
 * of the last poll is unacknowledged; after RENEW the record is out of reach until the renewal is committed <em>and</em> a
 * later {@code poll} has returned it again; a renewal that fails cannot be repeated.
 */
final class LeasedRecord {
    private static final Logger LOG = Logger.getLogger(LeasedRecord.class);
    /** The broker's default of {@code group.share.record.lock.duration.ms}, until the first fetch tells. */
    private static final int DEFAULT_LOCK_MILLIS = 30_000;

    private final ShareConsumer<byte[], byte[]> consumer;
    private final ConsumerRecord<byte[], byte[]> record;
    private final RecordLease lease;

    LeasedRecord(ShareConsumer<byte[], byte[]> consumer, ConsumerRecord<byte[], byte[]> record, Bell bell) {
        this.consumer = consumer;
        this.record = record;
        this.lease = new RecordLease(lock(), bell);
    }

    ConsumerRecord<byte[], byte[]> record() {
        return record;
    }

    RecordLease lease() {
        return lease;
    }

    /** How often the broker has handed out the record, this time included. */
    static int deliveries(ConsumerRecord<?, ?> record) {
        return record.deliveryCount().map(Short::intValue).orElse(1);
    }

    /** Whether the lock should be renewed now: a third of it is over, or the item's thread asks. */
    boolean isRenewalDue() {
        return lease.isRenewalDue(renewalInterval());
    }

    /** A third of the lock: two renewals may be late before it is lost. */
    private Duration renewalInterval() {
        return lock().dividedBy(3);
    }

    /** Extends the lock by its full length; false if it is lost, and the consumer must be used no more. */
    boolean renew() {
        try {
            consumer.acknowledge(record, AcknowledgeType.RENEW);
            return isCommitted() && isBack();
        } catch (KafkaException | IllegalStateException e) {
            LOG.warnf("cannot renew %s: %s", this, e);
            return false;
        }
    }

    /** Ends the lock. If the broker does not hear of it, the record is delivered again, and its result found. */
    void settle(AcknowledgeType fate) {
        consumer.acknowledge(record, fate);
        if (!isCommitted()) {
            LOG.warnf("%s of %s did not reach the broker; it will be delivered again", fate, this);
        }
    }

    private boolean isCommitted() {
        Map<TopicIdPartition, Optional<KafkaException>> answers = consumer.commitSync(renewalInterval());
        return answers.values().stream().allMatch(Optional::isEmpty);
    }

    private boolean isBack() {
        for (ConsumerRecord<byte[], byte[]> polled : consumer.poll(renewalInterval())) {
            if (polled.offset() == record.offset()
                    && polled.partition() == record.partition()
                    && polled.topic().equals(record.topic())) {
                lease.extend(lock());
                return true;
            }
        }
        return false;
    }

    private Duration lock() {
        return Duration.ofMillis(consumer.acquisitionLockTimeoutMs().orElse(DEFAULT_LOCK_MILLIS));
    }

    @Override
    public String toString() {
        return record.topic() + "-" + record.partition() + " offset " + record.offset();
    }
}
