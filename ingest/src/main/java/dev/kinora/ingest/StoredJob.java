package dev.kinora.ingest;

import dev.kinora.contract.Job;
import dev.kinora.contract.ObjectRef;

/**
 * A job and where it is written.
 *
 * @param job as it stands in {@code job.json}
 * @param ref of that object
 */
record StoredJob(Job job, ObjectRef ref) {}
