package dev.kinora.ingest.http;

import dev.kinora.contract.Failure;
import dev.kinora.contract.FailureException;
import dev.kinora.contract.FailureKind;
import jakarta.inject.Singleton;

/** Where HTTP and the stage meet: open while the stage has what it needs. */
@Singleton
public class FrontDesk {
    private volatile Desk desk;

    /** Opens; whoever closes what it returns ends that. */
    public AutoCloseable open(Desk opened) {
        desk = opened;
        return () -> desk = null;
    }

    /**
     * What the stage lends.
     *
     * @throws FailureException DEPENDENCY_DOWN if the stage is not there, or not yet
     */
    Desk desk() {
        Desk open = desk;
        if (open == null) {
            String message = "ingest does not run in this process, or waits for broker or store";
            throw new FailureException(new Failure(FailureKind.DEPENDENCY_DOWN, "", "", "", message));
        }
        return open;
    }
}
