package dev.kinora.ingest.feed;

import dev.kinora.contract.FailureException;
import dev.kinora.contract.JobEvent;
import dev.kinora.contract.Topics;
import dev.kinora.work.BrokerSettings;
import dev.kinora.work.MessageCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Events that no longer fit into memory, read from the topic a page at a time. One page is read after the other, whoever asks,
 * on one thread that is there only meanwhile: a long past costs those who listen to the present nothing.
 */
final class PastEvents implements AutoCloseable {
    private static final int PAGE_ITEMS = 500;
    private static final int PAGE_RECORDS = 20_000;
    private static final Duration POLL = Duration.ofMillis(500);
    private static final long IDLE_SECONDS = 1;

    private final BrokerSettings broker;
    private final Function<String, Map<String, String>> labels;
    private final MessageCodec codec = new MessageCodec();
    private final ThreadPoolExecutor reader = new ThreadPoolExecutor(
            1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), PastEvents::thread);

    private volatile boolean isClosed;

    /** @param labels of a job that was accepted earlier; may wait */
    PastEvents(BrokerSettings broker, Function<String, Map<String, String>> labels) {
        this.broker = broker;
        this.labels = labels;
        reader.allowCoreThreadTimeOut(true);
    }

    /**
     * A piece of the past.
     *
     * @param told what was wanted of it
     * @param from where it begins: further on than was asked for if the topic does not hold everything
     * @param reached up to where everything was looked at
     */
    record Page(List<Word.Told> told, Position from, Position reached) {}

    /**
     * Reads on.
     *
     * @param after up to where it was read
     * @param until up to where it is wanted
     * @return fails with what the broker's client throws
     */
    CompletionStage<Page> read(Position after, Position until, FeedFilter filter) {
        return CompletableFuture.supplyAsync(() -> page(after, until, filter), reader);
    }

    @Override
    public void close() {
        isClosed = true;
        reader.shutdown();
    }

    private Page page(Position after, Position until, FeedFilter filter) {
        Map<String, Object> settings = new HashMap<>(broker.client());
        settings.put("client.id", "kinora-ingest-past-events");
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topics.EVENTS).stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            Position from = held(consumer, partitions, after);
            for (TopicPartition partition : partitions) {
                consumer.seek(partition, from.last(partition.partition()) + 1);
            }
            return page(consumer, from, limited(until, consumer.endOffsets(partitions)), filter);
        }
    }

    /** The position itself, or where the topic does not hold what follows it, before the oldest that it holds. */
    private static Position held(KafkaConsumer<?, ?> consumer, List<TopicPartition> partitions, Position after) {
        Map<TopicPartition, Long> oldest = consumer.beginningOffsets(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        Position held = after;
        for (TopicPartition partition : partitions) {
            long next = after.last(partition.partition()) + 1;
            if (next < oldest.get(partition) || next > ends.get(partition)) {
                held = held.with(partition.partition(), oldest.get(partition) - 1);
            }
        }
        return held;
    }

    /** No further than the topic reaches: it may be another one than the listener has heard. */
    private static Position limited(Position until, Map<TopicPartition, Long> ends) {
        Position limited = Position.START;
        for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
            int partition = end.getKey().partition();
            limited = limited.with(partition, Math.min(until.last(partition), end.getValue() - 1));
        }
        return limited;
    }

    private Page page(KafkaConsumer<String, byte[]> consumer, Position from, Position until, FeedFilter filter) {
        List<Word.Told> told = new ArrayList<>();
        Position reached = from;
        int records = 0;
        while (!isClosed && records < PAGE_RECORDS && told.size() < PAGE_ITEMS && !reached.covers(until)) {
            for (ConsumerRecord<String, byte[]> message : consumer.poll(POLL)) {
                records++;
                reached = reached.with(message.partition(), message.offset());
                FeedItem item = item(message);
                if (item != null && filter.wants(item)) {
                    told.add(new Word.Told(item, reached));
                }
            }
            reached = passed(consumer, reached);
        }
        return new Page(told, from, reached);
    }

    /** Of a compacted topic, or after an aborted transaction, the last offsets may hold nothing. */
    private static Position passed(KafkaConsumer<?, ?> consumer, Position reached) {
        Position passed = reached;
        for (TopicPartition partition : consumer.assignment()) {
            long last = consumer.position(partition) - 1;
            if (last > passed.last(partition.partition())) {
                passed = passed.with(partition.partition(), last);
            }
        }
        return passed;
    }

    private FeedItem item(ConsumerRecord<String, byte[]> message) {
        if (message.value() == null) {
            return null;
        }
        try {
            JobEvent event = codec.readEvent(message.value());
            return FeedItem.of(message, event, labels);
        } catch (FailureException unreadable) {
            return null; // told of in the log when it was first heard
        }
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "ingest-past-events");
        thread.setDaemon(true);
        return thread;
    }
}
