/**
 * Camera moves as low-rank changes of the network's Linears.
 *
 * <p>LoRA files of any trainer's naming flow in, for each Linear a pair of small matrices with all weights and alphas folded
 * in flows out, ready to be fed. It never opens a session and never changes the model's own weights.
 */
package dev.kinora.engine.lora;
