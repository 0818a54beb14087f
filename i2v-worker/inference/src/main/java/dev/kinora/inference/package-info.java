/**
 * Tensors, and sessions that run a network on ONNX Runtime.
 *
 * <p>A network written by {@link dev.kinora.inference.graph} and float tensors flow in, float tensors flow out. The only
 * package that sees {@code ai.onnxruntime}; it never knows what a network means.
 */
package dev.kinora.inference;
