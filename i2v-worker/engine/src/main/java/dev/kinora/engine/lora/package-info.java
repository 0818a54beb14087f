/**
 * Camera moves as low-rank changes of the network's Linears.
 *
 * <p>A preset's safetensors file flows in, pairs of small matrices with weight and alpha folded in flow out, ready to be
 * fed. It never opens a session and never changes the model's own weights.
 */
package dev.kinora.engine.lora;
