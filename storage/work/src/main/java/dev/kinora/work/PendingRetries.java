package dev.kinora.work;

import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * What was read of {@code kinora.retries} and is not sent back yet, the earliest first. Knows up to which offset everything
 * is sent, which is all that may be committed. For one thread.
 */
final class PendingRetries {
    private final PriorityQueue<Pending> queue = new PriorityQueue<>(Comparator.comparingLong(Pending::dueNanos));
    private final Map<TopicPartition, TreeSet<Long>> open = new HashMap<>();
    private final Map<TopicPartition, Long> read = new HashMap<>();

    /** A record and the {@link System#nanoTime} at which it is due. */
    record Pending(ConsumerRecord<byte[], byte[]> record, long dueNanos) {
        TopicPartition partition() {
            return new TopicPartition(record.topic(), record.partition());
        }
    }

    void add(ConsumerRecord<byte[], byte[]> record, Duration wait) {
        Pending pending = new Pending(record, System.nanoTime() + wait.toNanos());
        queue.add(pending);
        open.computeIfAbsent(pending.partition(), partition -> new TreeSet<>()).add(record.offset());
        read.merge(pending.partition(), record.offset() + 1, Math::max);
    }

    /** Takes the earliest out if its time has come; it then has to be {@link #settle settled} or {@link #postpone put back}. */
    Optional<Pending> takeDue() {
        return queue.isEmpty() || queue.peek().dueNanos() > System.nanoTime()
                ? Optional.empty()
                : Optional.of(queue.remove());
    }

    void settle(Pending sent) {
        TreeSet<Long> offsets = open.get(sent.partition());
        if (offsets != null) {
            offsets.remove(sent.record().offset());
        }
    }

    void postpone(Pending unsent, Duration wait) {
        queue.add(new Pending(unsent.record(), System.nanoTime() + wait.toNanos()));
    }

    /** Forgets partitions that are another's now: whoever has them reads them from what was committed. */
    void forget(Collection<TopicPartition> partitions) {
        queue.removeIf(pending -> partitions.contains(pending.partition()));
        open.keySet().removeAll(partitions);
        read.keySet().removeAll(partitions);
    }

    /** For each partition the first offset that is not sent yet. */
    Map<TopicPartition, OffsetAndMetadata> sentUpTo() {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        read.forEach((partition, next) -> {
            TreeSet<Long> unsent = open.get(partition);
            offsets.put(partition, new OffsetAndMetadata(unsent.isEmpty() ? next : unsent.first()));
        });
        return offsets;
    }

    /** How long nothing is due, that long at most. */
    Duration quiet(Duration most) {
        if (queue.isEmpty()) {
            return most;
        }
        Duration left = Duration.ofNanos(Math.max(0, queue.peek().dueNanos() - System.nanoTime()));
        return left.compareTo(most) < 0 ? left : most;
    }

    int size() {
        return queue.size();
    }
}
