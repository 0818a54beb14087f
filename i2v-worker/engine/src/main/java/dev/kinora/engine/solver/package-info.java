/**
 * How the latents follow the falling noise.
 *
 * <p>Latents and a way to denoise them at a noise level flow in, latents at the next level flow out. A solver never
 * knows about guidance, time steps or the network's inputs, and keeps no state of its own.
 */
package dev.kinora.engine.solver;
