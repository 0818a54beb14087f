/**
 * A still image becomes frames: Stable Video Diffusion as a plain library. Start reading at
 * {@link dev.kinora.engine.StableVideoPipeline}; frames in between come from
 * {@link dev.kinora.engine.InterpolationSampler}.
 *
 * <p>A model folder, a still or two frames, and a job's parameters flow in, frames flow out chunk by chunk. It never knows a
 * message, a topic or an object store.
 */
package dev.kinora.engine;
