/**
 * How strongly each frame follows the still.
 *
 * <p>A job's guidance and its number of frames flow in, a scale per frame flows out. It never runs the network; the
 * denoiser's graph combines the two halves.
 */
package dev.kinora.engine.guidance;
