package dev.kinora.work;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * What a stage has opened so far, closed in reverse order, however far its start came. May be closed again, and when nothing
 * was opened.
 */
public final class StageParts implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(StageParts.class);

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final List<Runnable> probes = new CopyOnWriteArrayList<>();
    private final List<Supplier<Optional<String>>> watches = new CopyOnWriteArrayList<>();

    /** Takes charge of what was just opened, and returns it. */
    public synchronized <T extends AutoCloseable> T keep(T part) {
        opened.push(part);
        return part;
    }

    /** Has the question asked every few seconds: it throws what a person should know, and may take its time. */
    public void probe(Runnable question) {
        probes.add(question);
    }

    /** Takes a part's own word on what it misses, at any time and at once. */
    public void watch(Supplier<Optional<String>> missing) {
        watches.add(missing);
    }

    /** Asks every question, up to the first that throws. */
    void probe() {
        probes.forEach(Runnable::run);
    }

    /** What the first part says that misses something. */
    Optional<String> missing() {
        return watches.stream().flatMap(watch -> watch.get().stream()).findFirst();
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
