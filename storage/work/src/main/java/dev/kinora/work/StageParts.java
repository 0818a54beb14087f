package dev.kinora.work;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jboss.logging.Logger;

/**
 * What a stage has opened so far, closed in reverse order, however far its start came. May be closed again, and when nothing
 * was opened.
 */
public final class StageParts implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(StageParts.class);

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    /** Takes charge of what was just opened, and returns it. */
    public synchronized <T extends AutoCloseable> T keep(T part) {
        opened.push(part);
        return part;
    }

    /** Closes the last one first. One that fails is logged, as the others, and other stages, still have to be closed. */
    @Override
    public synchronized void close() {
        while (!opened.isEmpty()) {
            AutoCloseable part = opened.pop();
            try {
                part.close();
            } catch (Exception problem) {
                LOG.warnf(problem, "%s did not close", part.getClass().getSimpleName());
            }
        }
    }
}
