package dev.kinora.ingest;

import dev.kinora.contract.Failure;
import dev.kinora.contract.FailureException;
import dev.kinora.contract.FailureKind;
import dev.kinora.contract.FailureKind.Fate;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.jboss.logging.Logger.Level;

/**
 * Stays with a message until it is decided: through a broker or store that is away for as long as it takes, and through a
 * fault of ours three times, after which the message is set aside so that those behind it get their turn.
 */
final class Persistence {
    private static final Logger LOG = Logger.getLogger(Persistence.class);
    private static final int MOST_FAULTS = 3;

    private final Duration firstPause;
    private final Duration longestPause;
    private final Map<Undecided, Failure> waiting = new ConcurrentHashMap<>();

    Persistence(Duration firstPause, Duration longestPause) {
        this.firstPause = firstPause;
        this.longestPause = longestPause;
    }

    /** A message to decide. */
    interface Undecided {
        /** What it is, for the log. */
        String name();

        /** Decides it, or throws. */
        void decide() throws InterruptedException;

        /** Sets it aside after so many faults, of which this was the last. */
        void giveUp(Failure fault, int faults);
    }

    /** A dependency that a message waits for now, in words for a person. */
    Optional<String> missing() {
        return waiting.values().stream().findFirst().map(Failure::message);
    }

    /** Returns once the message is decided or set aside. */
    void decide(Undecided message) throws InterruptedException {
        try {
            persist(message);
        } finally {
            waiting.remove(message);
        }
    }

    private void persist(Undecided message) throws InterruptedException {
        Duration pause = firstPause;
        Failure fault = null;
        for (int faults = 0; faults < 2 * MOST_FAULTS; ) {
            try {
                if (faults < MOST_FAULTS) {
                    message.decide();
                } else {
                    message.giveUp(fault, faults);
                }
                return;
            } catch (RuntimeException | Error problem) {
                Failure failure = failure(problem);
                if (failure.kind().fate() == Fate.WAIT) {
                    boolean isTold = waiting.put(message, failure) != null;
                    LOG.logf(isTold ? Level.DEBUG : Level.WARN, "%s waits: %s", message.name(), failure.message());
                } else {
                    LOG.warnf(problem, "%s, trying again: %s", message.name(), failure.message());
                    faults++;
                    fault = failure;
                }
            }
            Thread.sleep(pause.toMillis());
            pause = pause.multipliedBy(2).compareTo(longestPause) < 0 ? pause.multipliedBy(2) : longestPause;
        }
        LOG.errorf("%s is passed over: not even its failure could be told", message.name());
    }

    private static Failure failure(Throwable problem) {
        if (problem instanceof FailureException known) {
            return known.failure();
        }
        String found = problem.getClass().getSimpleName() + ": " + problem.getMessage();
        FailureKind kind = problem instanceof OutOfMemoryError ? FailureKind.OUT_OF_RESOURCES : FailureKind.BUG;
        return new Failure(kind, "request", found, "no failure of ingest", "unexpected " + found);
    }
}
