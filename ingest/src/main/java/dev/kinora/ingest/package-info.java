/**
 * The first stage: requests become jobs.
 *
 * <p>Requests flow in from {@code kinora.requests} and commands from {@code kinora.control}; out flow the normalised still
 * and the resolved job into the store, a task for the job's model, and the event that tells its fate. It never looks inside a
 * model, never changes a job once it is written, and begins no job that has ended.
 */
package dev.kinora.ingest;
