/**
 * The third stage: frames become a clip.
 *
 * <p>In flow tasks from {@code kinora.frames} and the archives of the manifest they name; out flow {@code clip.mp4} and
 * {@code poster.jpg} of the job, {@code ClipEncoded} and a task for storage. Frames pass through one at a time, and nothing
 * here looks at what they show.
 */
package dev.kinora.interpolation;
