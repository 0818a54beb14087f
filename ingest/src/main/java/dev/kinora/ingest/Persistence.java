package dev.kinora.ingest;

import dev.kinora.contract.Failure;
import dev.kinora.contract.FailureException;
import dev.kinora.contract.FailureKind;
import dev.kinora.contract.FailureKind.Fate;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * Stays with a request until it is decided: through a broker or store that is away for as long as it takes, and through a
 * fault of ours three times, after which the request is set aside so that those behind it get their turn.
 */
final class Persistence {
    private static final Logger LOG = Logger.getLogger(Persistence.class);
    private static final int MOST_FAULTS = 3;

    private final Intake intake;
    private final Duration firstPause;
    private final Duration longestPause;

    Persistence(Intake intake, Duration firstPause, Duration longestPause) {
        this.intake = intake;
        this.firstPause = firstPause;
        this.longestPause = longestPause;
    }

    /** Returns once the request is decided or set aside. */
    void decide(IncomingRequest request) throws InterruptedException {
        Duration pause = firstPause;
        Failure fault = null;
        for (int faults = 0; faults < 2 * MOST_FAULTS; ) {
            try {
                if (faults < MOST_FAULTS) {
                    intake.take(request);
                } else {
                    intake.giveUp(request, fault, faults);
                }
                return;
            } catch (RuntimeException | Error problem) {
                Failure failure = failure(problem);
                if (failure.kind().fate() == Fate.WAIT) {
                    LOG.warnf("request at offset %d waits: %s", request.offset(), failure.message());
                } else {
                    LOG.warnf(problem, "request at offset %d, trying again: %s", request.offset(), failure.message());
                    faults++;
                    fault = failure;
                }
            }
            Thread.sleep(pause.toMillis());
            pause = pause.multipliedBy(2).compareTo(longestPause) < 0 ? pause.multipliedBy(2) : longestPause;
        }
        LOG.errorf("request at offset %d is passed over: not even its failure could be told", request.offset());
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
