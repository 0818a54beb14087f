package dev.kinora.ingest;

import dev.kinora.ingest.Persistence.Undecided;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.mutiny.unchecked.Unchecked;
import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordMetadata;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

/**
 * A channel whose messages are decided one after the other, or a few at once, on threads of its own. Each is acknowledged
 * once it is decided; one that is not is delivered again after a restart.
 */
final class DecidedChannel implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(DecidedChannel.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

    private final String name;
    private final int atOnce;
    private final ExecutorService threads;
    private final Persistence persistence = new Persistence(FIRST_PAUSE, LONGEST_PAUSE);

    /** @param name of the thread, and in the log */
    DecidedChannel(String name) {
        this(name, 1);
    }

    /** @param atOnce messages being decided; above 1 the channel has to commit up to the first that is not */
    DecidedChannel(String name, int atOnce) {
        this.name = name;
        this.atOnce = atOnce;
        this.threads = Executors.newFixedThreadPool(atOnce, task -> new Thread(task, name));
    }

    /** Runs something on the thread, before the messages. */
    void execute(Runnable preparation) {
        threads.execute(preparation);
    }

    /** Subscribes to the channel, which then connects. */
    Cancellable follow(
            Multi<Message<byte[]>> messages, BiFunction<ConsumerRecord<?, ?>, byte[], Undecided> understanding) {
        return messages.onItem()
                .transformToUni(message -> Uni.createFrom()
                        .voidItem()
                        .emitOn(threads)
                        .invoke(Unchecked.consumer(begin ->
                                persistence.decide(understanding.apply(record(message), message.getPayload()))))
                        .chain(() -> acknowledge(message)))
                .merge(atOnce)
                .subscribe()
                .with(decided -> {}, this::ended);
    }

    /** A dependency that a message waits for now, in words for a person. */
    Optional<String> missing() {
        return persistence.missing();
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private static ConsumerRecord<?, ?> record(Message<byte[]> message) {
        return message.getMetadata(IncomingKafkaRecordMetadata.class)
                .orElseThrow()
                .getRecord();
    }

    /** An acknowledgement that is lost costs a second delivery, and no more. */
    private Uni<Void> acknowledge(Message<byte[]> message) {
        return Uni.createFrom()
                .completionStage(message.ack())
                .onFailure()
                .invoke(lost -> LOG.warnf("%s: decided but not acknowledged: %s", name, lost.getMessage()))
                .onFailure()
                .recoverWithNull();
    }

    private void ended(Throwable problem) {
        if (!threads.isShutdown()) {
            LOG.errorf(problem, "%s: nothing more is taken until this process starts again", name);
        }
    }
}
