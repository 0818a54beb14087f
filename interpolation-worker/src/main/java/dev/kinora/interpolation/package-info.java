/**
 * The third stage: frames, and frames between them, become a clip.
 *
 * <p>In flow tasks from {@code kinora.frames} and the archives of the manifest they name; out flow {@code clip.mp4} and
 * {@code poster.jpg} of the job, {@code ClipEncoded} and a task for storage. What frames show
 * is the engine's affair; here a few of them are in memory at a time, whatever the clip's length.
 */
package dev.kinora.interpolation;
