package dev.kinora.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kinora.work.PendingRetries.Pending;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** What may be committed of records that go out in another order than they came. */
class PendingRetriesTest {
    private static final TopicPartition PARTITION = new TopicPartition("r", 0);

    private final PendingRetries pending = new PendingRetries();

    @Test
    void onlyWhatIsSentIsCommitted() {
        pending.add(record(10), Duration.ofHours(1));
        pending.add(record(11), Duration.ZERO);
        assertEquals(10, committable());

        pending.settle(pending.takeDue().orElseThrow());
        assertEquals(10, committable(), "the one before is not sent yet");
        assertTrue(pending.takeDue().isEmpty());
    }

    @Test
    void allThatIsSentIsCommitted() {
        pending.add(record(10), Duration.ZERO);
        pending.add(record(11), Duration.ZERO);
        Pending first = pending.takeDue().orElseThrow();
        Pending second = pending.takeDue().orElseThrow();

        pending.settle(second);
        assertEquals(10, committable());
        pending.settle(first);
        assertEquals(12, committable());
    }

    @Test
    void whatIsPutBackIsNotCommitted() {
        pending.add(record(10), Duration.ZERO);
        pending.postpone(pending.takeDue().orElseThrow(), Duration.ofHours(1));

        assertEquals(10, committable());
        assertEquals(1, pending.size());
    }

    @Test
    void anothersPartitionsAreForgotten() {
        pending.add(record(10), Duration.ZERO);
        Pending taken = pending.takeDue().orElseThrow();
        pending.add(record(11), Duration.ZERO);

        pending.forget(List.of(PARTITION));
        pending.settle(taken);

        assertEquals(Map.of(), pending.sentUpTo());
        assertTrue(pending.takeDue().isEmpty());
    }

    private long committable() {
        OffsetAndMetadata offset = pending.sentUpTo().get(PARTITION);
        return offset.offset();
    }

    private static ConsumerRecord<byte[], byte[]> record(long offset) {
        return new ConsumerRecord<>(PARTITION.topic(), PARTITION.partition(), offset, null, new byte[0]);
    }
}
