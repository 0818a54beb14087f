package dev.kinora.ingest.feed;

import dev.kinora.ingest.feed.EventLog.Place;
import dev.kinora.ingest.feed.EventLog.Step;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;

/**
 * One who listens: a place in the log, moved on when the last word has left by the network. Nothing is piled up for a slow one
 * but one page of the past. Moves are made one after the other, by whoever makes the next word possible.
 */
final class Listener {
    private static final Logger LOG = Logger.getLogger(Listener.class);

    private final EventLog log;
    private final PastEvents past;
    private final FeedFilter filter;
    private final BooleanSupplier isOver;
    private final Runnable hangUp;
    private final Deque<Word> page = new ArrayDeque<>();
    private Place place;
    /** Named by the listener, and not yet known to be held by the topic; null otherwise. */
    private Position claimed;

    private volatile boolean isLeft;
    private volatile Waiting waiting;
    private volatile long sendingSince = Long.MAX_VALUE;

    /**
     * @param place to begin at
     * @param claimed what the listener says that it has heard; null if it says nothing
     * @param isOver whether nothing will follow once everything in the log is told
     * @param hangUp ends the connection
     */
    Listener(
            EventLog log,
            PastEvents past,
            FeedFilter filter,
            Place place,
            Position claimed,
            BooleanSupplier isOver,
            Runnable hangUp) {
        this.log = log;
        this.past = past;
        this.filter = filter;
        this.place = place;
        this.claimed = claimed;
        this.isOver = isOver;
        this.hangUp = hangUp;
    }

    /** A listener that has heard everything; run when it should look again. */
    private final class Waiting implements Runnable {
        private final long since = System.nanoTime();
        private final UniEmitter<? super Word> next;

        Waiting(UniEmitter<? super Word> next) {
            this.next = next;
        }

        @Override
        public void run() {
            advance(next);
        }
    }

    /** The words, each when it is asked for. */
    Multi<Word> words() {
        return Multi.createBy()
                .repeating()
                .uni(() -> Uni.createFrom().<Word>emitter(this::asked))
                .until(word -> word instanceof Word.End);
    }

    /** Nothing more is told once it looks again. */
    void leave() {
        isLeft = true;
    }

    /**
     * Looks after it from time to time.
     *
     * @param silenceNanos after which it is told that nothing happened
     * @param patienceNanos after which the connection is ended if the last word did not leave
     */
    void look(long now, long silenceNanos, long patienceNanos) {
        Waiting sleeper = waiting;
        if (sleeper != null && now - sleeper.since >= silenceNanos && log.claim(sleeper)) {
            say(sleeper.next, new Word.Silence());
        }
        long since = sendingSince;
        if (since != Long.MAX_VALUE && now - since >= patienceNanos) {
            hangUp.run();
        }
    }

    private void asked(UniEmitter<? super Word> next) {
        sendingSince = Long.MAX_VALUE;
        advance(next);
    }

    private void advance(UniEmitter<? super Word> next) {
        waiting = null;
        Word prepared = page.poll();
        if (prepared != null) {
            say(next, prepared);
        } else if (claimed != null && !log.hasHeard(claimed)) {
            readPast(next, claimed);
        } else {
            step(next);
        }
    }

    private void step(UniEmitter<? super Word> next) {
        Waiting sleeper = new Waiting(next);
        boolean waits = false;
        while (!waits) {
            long round = log.round();
            // Before the log: the board ends a job after the log has its last event, so none of it is left untold.
            boolean over = isLeft || isOver.getAsBoolean();
            Step step = log.next(place, filter);
            place = step.place();
            if (step.behind() != null) {
                readPast(next, step.behind());
                return;
            }
            if (step.item() != null || over) {
                say(next, step.item() == null ? new Word.End() : new Word.Told(step.item(), place.position()));
                return;
            }
            waiting = sleeper;
            waits = log.await(sleeper, round); // from here on another thread may have gone on
        }
    }

    private void readPast(UniEmitter<? super Word> next, Position until) {
        past.read(place.position(), until, filter).whenComplete((read, problem) -> {
            if (problem != null) {
                LOG.warnf("a listener is sent away, as the past cannot be read: %s", problem);
                say(next, new Word.End());
                return;
            }
            if (claimed != null && !read.from().equals(place.position())) {
                page.add(new Word.Gap(claimed, read.from()));
            }
            claimed = null;
            page.addAll(read.told());
            place = new Place(EventLog.UNPLACED, place.liveFrom(), read.reached());
            advance(next);
        });
    }

    private void say(UniEmitter<? super Word> next, Word word) {
        sendingSince = System.nanoTime();
        next.complete(word);
    }
}
