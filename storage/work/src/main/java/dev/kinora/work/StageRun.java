package dev.kinora.work;

import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * A stage from its start to its end, whatever is there when: opens the parts that need broker and store on a thread of its
 * own, again and again until that works, and asks them from then on whether what they need is still there. What is missing
 * is said once, and so is that it is back; meanwhile the process stays up.
 */
public final class StageRun implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(StageRun.class);
    private static final Duration BETWEEN_PROBES = Duration.ofSeconds(5);
    /** For an attempt to open that is under way, and knows of no hurry. */
    private static final Duration GOODBYE = Duration.ofSeconds(5);

    private final String stage;
    private final GrowingDelay delay;
    private final Opening opening;
    private final Ending closing = new Ending();
    private final Thread thread;
    private StageParts parts = new StageParts();
    private volatile boolean open;
    private volatile String missing = "it is being started";
    private boolean told;

    /** Opens the parts of a stage. */
    @FunctionalInterface
    public interface Opening {
        /**
         * Opens what the stage needs. If it throws, what was opened so far is closed, and it is called again later.
         *
         * @param parts to keep what is opened, and what can be asked of it
         */
        void open(StageParts parts) throws Exception;
    }

    /**
     * @param stage name
     * @param delay between attempts to open
     */
    public StageRun(String stage, GrowingDelay delay, Opening opening) {
        this.stage = stage;
        this.delay = delay;
        this.opening = opening;
        this.thread = new Thread(this::run, "kinora-" + stage + "-start");
        this.thread.setDaemon(true);
    }

    /** Begins to open the parts, and returns at once. */
    public void start() {
        thread.start();
    }

    /** What the stage waits for, in words for a person; empty while it works. */
    public Optional<String> missing() {
        return open ? partsNow().missing().or(() -> Optional.ofNullable(missing)) : Optional.of(missing);
    }

    /** Closes the parts, the last opened first. */
    @Override
    public void close() {
        closing.come();
        thread.interrupt();
        try {
            thread.join(GOODBYE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        partsNow().close();
    }

    private void run() {
        try {
            for (int tries = 1; !open; tries++) {
                if (!attempt() && closing.comesWithin(delay.after(tries))) {
                    return;
                }
            }
            while (!closing.comesWithin(BETWEEN_PROBES)) {
                probe();
            }
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean attempt() throws InterruptedException {
        StageParts fresh = new StageParts();
        adopt(fresh);
        try {
            opening.open(fresh);
            open = true;
            there();
            return true;
        } catch (InterruptedException leaving) {
            throw leaving;
        } catch (Exception problem) {
            fresh.close();
            away(problem);
            return false;
        }
    }

    private void probe() {
        try {
            partsNow().probe();
            there();
        } catch (RuntimeException problem) {
            away(problem);
        }
    }

    private void away(Exception problem) {
        missing = Failures.of(problem).message();
        if (!told && !closing.isOver()) {
            told = true;
            LOG.warnf("%s waits and keeps trying: %s", stage, missing);
        }
        LOG.debugf(problem, "%s cannot go on", stage);
    }

    private void there() {
        missing = null;
        if (told) {
            told = false;
            LOG.infof("%s goes on: everything it needs is there", stage);
        }
    }

    private synchronized void adopt(StageParts fresh) {
        parts = fresh;
    }

    private synchronized StageParts partsNow() {
        return parts;
    }
}
