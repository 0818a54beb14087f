package dev.kinora.testbed;

import dev.kinora.work.Lease;
import java.util.ArrayList;
import java.util.List;

/** A lease that is lost by hand. For one thread. */
public final class LosableLease implements Lease {
    private final List<Runnable> callbacks = new ArrayList<>();
    private boolean lost;

    @Override
    public boolean isHeld() {
        return !lost;
    }

    @Override
    public void confirm() {
        if (lost) {
            throw new IllegalStateException("lost by hand");
        }
    }

    @Override
    public void onLost(Runnable callback) {
        callbacks.add(callback);
    }

    /** Runs what waits for the loss. */
    public void lose() {
        lost = true;
        callbacks.forEach(Runnable::run);
    }
}
