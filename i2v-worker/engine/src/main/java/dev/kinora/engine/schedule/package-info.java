/**
 * How the noise falls: which sigmas a clip passes through.
 *
 * <p>The model's range of noise and the job's choice flow in, noise levels flow out. It never touches latents and knows no
 * solver.
 */
package dev.kinora.engine.schedule;
