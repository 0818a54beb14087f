/**
 * How the noise falls: which sigmas a clip passes through.
 *
 * <p>The model's scheduler configuration and a number of steps flow in, noise levels flow out, the last of them 0. It
 * never touches latents and knows no solver.
 */
package dev.kinora.engine.schedule;
