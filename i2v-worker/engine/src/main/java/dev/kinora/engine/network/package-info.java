/**
 * The four networks of a Stable-Video-Diffusion folder, written as ONNX graphs from its {@code config.json} files.
 *
 * <p>Prepared pictures, noisy latents and what conditions them flow in; embeddings, latents, denoised latents and pixels
 * flow out. Never prepares a picture, draws noise, or knows a schedule: it computes one network once.
 */
package dev.kinora.engine.network;
