package dev.kinora.work;

import java.util.List;

/** Skeleton, filled in next. */
public final class WorkLoop implements AutoCloseable {
    public WorkLoop(
            BrokerSettings broker, String stage, List<String> topics, WorkHandler handler, WorkOutcome outcome) {}

    /** Begins to take records; returns at once. */
    public void start() {}

    @Override
    public void close() {}
}
