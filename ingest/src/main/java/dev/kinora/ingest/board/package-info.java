/**
 * The job board: what became of each job, as far as the topics tell.
 *
 * <p>Events and progress flow in from {@code kinora.events} and {@code kinora.progress}; what a person wants to see of a job
 * flows out. It is a view, rebuilt at every start, and never decides anything.
 */
package dev.kinora.ingest.board;
