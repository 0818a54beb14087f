/**
 * How the latents follow the falling noise.
 *
 * <p>Latents, a way to denoise them at a noise level and a source of noise flow in, latents at the next level and what to
 * remember until then flow out. A solver never knows about guidance, time steps or the network's inputs, and keeps no state
 * of its own.
 */
package dev.kinora.engine.solver;
