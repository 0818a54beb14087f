package dev.kinora.work;

import dev.kinora.contract.DeadLetter;
import dev.kinora.contract.DeadLetterHandled;
import dev.kinora.contract.FailureException;
import dev.kinora.contract.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jboss.logging.Logger;

/** What lies on {@code kinora.dead-letters}, for those who deal with it. */
public final class DeadLetterBox {
    private static final Logger LOG = Logger.getLogger(DeadLetterBox.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(30);

    private final BrokerSettings broker;
    private final MessageCodec codec = new MessageCodec();

    public DeadLetterBox(BrokerSettings broker) {
        this.broker = broker;
    }

    /**
     * Every letter there is, the oldest of each partition first, with what was done about it.
     *
     * @throws FailureException DEPENDENCY_DOWN if the broker is away
     */
    public List<FiledLetter> letters() {
        List<ConsumerRecord<byte[], byte[]>> records = read();
        Map<String, String> handled = new HashMap<>();
        records.stream().filter(DeadLetterBox::isMark).forEach(record -> {
            DeadLetterHandled mark = codec.read(record.value(), DeadLetterHandled.class);
            handled.put(mark.partition() + "-" + mark.offset(), mark.how());
        });
        List<FiledLetter> letters = new ArrayList<>();
        records.stream().filter(record -> !isMark(record)).forEach(record -> letter(record)
                .ifPresent(letter -> letters.add(new FiledLetter(
                        record.partition(),
                        record.offset(),
                        Instant.ofEpochMilli(record.timestamp()),
                        letter,
                        Optional.ofNullable(handled.get(record.partition() + "-" + record.offset()))))));
        return letters;
    }

    /**
     * Sends the letter's record to its topic again, as it was, its failures forgotten, and notes that. What ended the job in
     * the store has to be removed before, or the record is accepted without work.
     *
     * @throws FailureException BAD_INPUT if the letter's topic is no work topic of ours; DEPENDENCY_DOWN as {@link #letters}
     */
    public void replay(FiledLetter filed) {
        DeadLetter letter = filed.letter();
        if (!Topics.isWork(letter.topic())) {
            throw FailureException.badInput(
                    "topic", letter.topic() + " of letter " + filed.number(), "a work topic, such as " + Topics.FRAMES);
        }
        RecordHeaders headers = new RecordHeaders();
        letter.headers().forEach((name, value) -> headers.add(name, bytes(value)));
        headers.remove(Retry.FAILURES);
        if (letter.traceparent() != null && headers.lastHeader(MessageHeaders.TRACEPARENT) == null) {
            headers.add(MessageHeaders.TRACEPARENT, bytes(letter.traceparent()));
        }
        byte[] key = letter.key() == null ? null : bytes(letter.key());
        try (MessageSender sender = new MessageSender(broker, "cli")) {
            sender.send(new ProducerRecord<>(letter.topic(), null, key, bytes(letter.body()), headers));
            mark(sender, filed, DeadLetterHandled.REPLAYED);
        }
    }

    /** Notes that nobody wants the letter's record any more. */
    public void discard(FiledLetter filed) {
        try (MessageSender sender = new MessageSender(broker, "cli")) {
            mark(sender, filed, DeadLetterHandled.DISCARDED);
        }
    }

    private static void mark(MessageSender sender, FiledLetter filed, String how) {
        DeadLetterHandled handled = new DeadLetterHandled(filed.partition(), filed.offset(), how);
        sender.send(
                Topics.DEAD_LETTERS,
                filed.letter().id(),
                handled,
                Optional.ofNullable(filed.letter().traceparent()));
    }

    private List<ConsumerRecord<byte[], byte[]>> read() {
        Map<String, Object> settings = new HashMap<>(broker.with(Map.of("client.id", "kinora-dead-letters")));
        settings.remove("group.id");
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topics.DEAD_LETTERS).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
            long lastNanos = System.nanoTime();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                int before = records.size();
                consumer.poll(POLL).forEach(records::add);
                lastNanos = records.size() > before ? System.nanoTime() : lastNanos;
                requireAnswer(lastNanos);
            }
            return records;
        } catch (KafkaException problem) {
            throw BrokerFailures.of(broker, "read " + Topics.DEAD_LETTERS, problem);
        }
    }

    private void requireAnswer(long lastNanos) {
        if (System.nanoTime() - lastNanos > LONGEST_SILENCE.toNanos()) {
            throw new org.apache.kafka.common.errors.TimeoutException(
                    "no record for " + LONGEST_SILENCE.toSeconds() + " s");
        }
    }

    /** A letter that cannot be read is passed over: whoever wrote it was no stage of this version. */
    private Optional<DeadLetter> letter(ConsumerRecord<byte[], byte[]> record) {
        try {
            return Optional.of(codec.read(record.value() == null ? new byte[0] : record.value(), DeadLetter.class));
        } catch (FailureException unreadable) {
            LOG.warnf("offset %d of %s: %s", record.offset(), record.topic(), unreadable.getMessage());
            return Optional.empty();
        }
    }

    private static boolean isMark(ConsumerRecord<byte[], byte[]> record) {
        return ("dev.kinora." + DeadLetterHandled.class.getSimpleName())
                .equals(MessageHeaders.read(record.headers()).get(MessageHeaders.TYPE));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
