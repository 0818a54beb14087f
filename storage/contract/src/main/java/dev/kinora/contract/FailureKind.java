package dev.kinora.contract;

/** Why something failed. The kind decides the job's fate; see {@link #fate()}. */
public enum FailureKind {
    /** What was asked cannot be done; the user is told and nothing is tried again. */
    BAD_INPUT(Fate.FAIL),
    /** The job needs more memory, disk or time than there is. */
    OUT_OF_RESOURCES(Fate.FAIL),
    /** Broker or store is away, or the store full. Never a failure of the job: the worker keeps the record, renews it and waits. */
    DEPENDENCY_DOWN(Fate.WAIT),
    /** Our fault, or unknown: tried again, then dead-lettered. */
    BUG(Fate.RETRY);

    /** What a worker does with a job that failed. */
    public enum Fate {
        /** End the job with {@code JobFailed}. */
        FAIL,
        /** Keep the job and wait for the dependency. */
        WAIT,
        /** Give the job back; after too many failures dead-letter it. */
        RETRY
    }

    private final Fate fate;

    FailureKind(Fate fate) {
        this.fate = fate;
    }

    /** What happens to a job that failed this way. */
    public Fate fate() {
        return fate;
    }
}
