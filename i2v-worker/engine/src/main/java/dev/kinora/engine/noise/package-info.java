/**
 * Normally distributed numbers from a seed.
 *
 * <p>A seed flows in, tensors of N(0, 1) flow out in the order they are asked for, the same as the reference's CPU
 * generator. It never reads a clock or a system source of randomness.
 */
package dev.kinora.engine.noise;
