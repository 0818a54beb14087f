package dev.kinora.inference;

import java.util.ArrayList;
import java.util.List;

/** A wish to stop, made on one thread and obeyed on another. Once cancelled it stays so. Thread-safe. */
public final class Cancellation {
    private final List<Action> registrations = new ArrayList<>();
    private boolean cancelled;
    private boolean stopRequested;

    /** Ends a registration; afterwards its action runs no more. */
    public interface Registration extends AutoCloseable {
        @Override
        void close();
    }

    /** Asks the work to stop: flags it and interrupts sessions that are running for it. */
    public synchronized void cancel() {
        cancelled = true;
        registrations.forEach(registration -> registration.action().run());
        registrations.clear();
    }

    /** Asks the work to stop where it can be taken up again: what runs now is finished first. */
    public synchronized void requestStop() {
        stopRequested = true;
    }

    /** Whether the work is to stop, now or soon. */
    public synchronized boolean isStopRequested() {
        return stopRequested || cancelled;
    }

    /**
     * For work to call where it can be taken up again.
     *
     * @throws CancelledException if {@link #requestStop()} or {@link #cancel()} was called
     */
    public void stopIfRequested() {
        if (isStopRequested()) {
            throw new CancelledException();
        }
    }

    /** Whether {@link #cancel()} was called. */
    public synchronized boolean isCancelled() {
        return cancelled;
    }

    /** Whether somebody waits for the moment of cancelling. */
    synchronized boolean isWatched() {
        return !registrations.isEmpty();
    }

    /** @throws CancelledException if {@link #cancel()} was called */
    public void check() {
        if (isCancelled()) {
            throw new CancelledException();
        }
    }

    /**
     * Runs an action at the moment of cancelling, at once if that has passed. The action must be quick and runs on the
     * cancelling thread, never after the registration is closed.
     */
    public synchronized Registration onCancel(Runnable action) {
        Action registration = new Action(this, action);
        if (cancelled) {
            action.run();
        } else {
            registrations.add(registration);
        }
        return registration;
    }

    private synchronized void forget(Action registration) {
        registrations.removeIf(known -> known == registration);
    }

    private record Action(Cancellation owner, Runnable action) implements Registration {
        @Override
        public void close() {
            owner.forget(this);
        }
    }
}
