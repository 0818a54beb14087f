package dev.kinora.local.client;

import dev.kinora.contract.JobEvent;
import dev.kinora.contract.JobProgress;

/** Hears of jobs, on the thread that follows them. */
public interface JobListener {
    /** A fact, in the order of the topic. */
    void event(JobEvent event);

    /** How far a stage has come. */
    void progress(JobProgress progress);

    /** Called a few times a second while the job runs; may throw to give up waiting. */
    void waiting();
}
