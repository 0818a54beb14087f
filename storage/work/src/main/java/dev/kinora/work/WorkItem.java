package dev.kinora.work;

import dev.kinora.contract.StageTask;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A task in this worker's hands.
 *
 * @param task what to do
 * @param topic it came from
 * @param partition of that topic
 * @param offset in that partition
 * @param attempt the broker's delivery count, 1 for the first
 * @param headers of the record, as text
 * @param lease this worker's right to it
 */
public record WorkItem(
        StageTask task,
        String topic,
        int partition,
        long offset,
        int attempt,
        Map<String, String> headers,
        Lease lease) {

    public WorkItem {
        headers = Map.copyOf(headers);
    }

    /** The same item, held by another right. */
    WorkItem heldBy(Lease other) {
        return new WorkItem(task, topic, partition, offset, attempt, headers, other);
    }

    /** When the task was sent, as its sender says. */
    public Optional<Instant> sent() {
        try {
            return Optional.ofNullable(headers.get(MessageHeaders.TIME)).map(Instant::parse);
        } catch (DateTimeException foreign) {
            return Optional.empty();
        }
    }

    /** W3C trace context the record came with. */
    public Optional<String> traceparent() {
        return Optional.ofNullable(headers.get(MessageHeaders.TRACEPARENT));
    }
}
