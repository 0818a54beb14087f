/**
 * The second stage: a still becomes frames.
 *
 * <p>In flow tasks from {@code kinora.jobs.{model}} and the jobs and stills they name; out flow archives of frames and
 * their manifest, {@code FramesGenerated}, progress, a task for interpolation, and at the start the models this worker
 * knows. Nothing here resolves a parameter or computes a pixel: the job says what, the engine knows how.
 */
package dev.kinora.i2v;
