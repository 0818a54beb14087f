package dev.kinora.ingest.feed;

import dev.kinora.contract.Job;
import dev.kinora.contract.JobEvent;
import dev.kinora.contract.JobProgress;
import dev.kinora.ingest.board.JobBoard;
import dev.kinora.ingest.board.JobState;
import dev.kinora.ingest.board.JobStatus;
import dev.kinora.ingest.feed.EventLog.Place;
import dev.kinora.work.BrokerSettings;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Tells any number of listeners what happens, each from where it wants and no faster than it takes it. All of them together
 * cost one reading of the topics and no thread. Thread-safe.
 */
public final class Feed implements AutoCloseable {
    private static final long LATEST_BYTES = 16 << 20;
    private static final Duration SILENCE = Duration.ofSeconds(15);
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final Limits limits;
    private final JobBoard board;
    private final EventLog log;
    private final PastEvents past;
    private final Set<Listener> listeners = ConcurrentHashMap.newKeySet();
    private final ScheduledFuture<?> looks;

    /**
     * What listening may cost.
     *
     * @param latestBytes of messages kept in memory; what lies before them is read from the topic
     * @param jobs whose beginning on the topic is known
     * @param listeners at a time
     * @param patience with a listener that does not take what it is sent
     */
    public record Limits(long latestBytes, int jobs, int listeners, Duration patience) {
        public Limits(int jobs, int listeners, Duration patience) {
            this(LATEST_BYTES, jobs, listeners, patience);
        }
    }

    /** @param stored the job of an id, if it was accepted; may ask the store */
    public Feed(Limits limits, JobBoard board, BrokerSettings broker, Function<String, Optional<Job>> stored) {
        this.limits = limits;
        this.board = board;
        this.log = new EventLog(limits.latestBytes(), limits.jobs());
        this.past = new PastEvents(broker, id -> board.labels(id)
                .or(() -> stored.apply(id).map(Job::labels))
                .orElse(Map.of()));
        this.looks = Infrastructure.getDefaultWorkerPool()
                .scheduleWithFixedDelay(this::look, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Hears an event before the board does: what is told of a job's end has to be there when the board says that it has ended. */
    void happened(ConsumerRecord<String, byte[]> message, JobEvent event) {
        log.append(FeedItem.of(message, event, id -> board.labels(id).orElse(Map.of())));
    }

    void progressed(ConsumerRecord<String, byte[]> message, JobProgress progress) {
        log.append(FeedItem.of(progress, board.labels(progress.id()).orElse(Map.of()), message.value()));
    }

    /** Passes on what was heard, once the board knows it, too. */
    void wake() {
        log.wake();
    }

    /**
     * Everything about one job, up to its end.
     *
     * @param after what the listener has heard; empty from the job's first event on
     * @param hangUp ends the connection of a listener that takes nothing
     */
    public Multi<Word> ofJob(JobStatus job, Optional<Position> after, Runnable hangUp) {
        Place place =
                after.map(log::placeAfter).orElseGet(() -> log.beginOf(job.id(), job.state() == JobState.SUBMITTED));
        return listen(FeedFilter.ofJob(job.id()), place, after, () -> isOver(job), hangUp);
    }

    /**
     * What is wanted of everything.
     *
     * @param after what the listener has heard; empty from now on
     * @param hangUp ends the connection of a listener that takes nothing
     */
    public Multi<Word> ofAll(FeedFilter filter, Optional<Position> after, Runnable hangUp) {
        Place place = after.map(log::placeAfter).orElseGet(log::live);
        return listen(filter, place, after, () -> false, hangUp);
    }

    /** Whether a listener that has heard so much of a job need not come again. */
    public boolean isHeardToTheEnd(JobStatus job, Position after) {
        return isOver(job) && log.isLast(job.id(), after).orElse(false);
    }

    /** Whether no more may listen for now. */
    public boolean isFull() {
        return listeners.size() >= limits.listeners();
    }

    @Override
    public void close() {
        looks.cancel(false);
        listeners.forEach(Listener::leave);
        log.wake();
        past.close();
    }

    private Multi<Word> listen(
            FeedFilter filter, Place place, Optional<Position> claimed, BooleanSupplier isOver, Runnable hangUp) {
        return Multi.createFrom().deferred(() -> {
            Listener listener = new Listener(log, past, filter, place, claimed.orElse(null), isOver, hangUp);
            listeners.add(listener);
            return listener.words().onTermination().invoke(() -> {
                listeners.remove(listener);
                listener.leave();
            });
        });
    }

    /** By the board, or of a job that it has forgotten by what was known of it. */
    private boolean isOver(JobStatus job) {
        return board.find(job.id()).orElse(job).state().isEnd();
    }

    private void look() {
        long now = System.nanoTime();
        listeners.forEach(listener ->
                listener.look(now, SILENCE.toNanos(), limits.patience().toNanos()));
    }
}
