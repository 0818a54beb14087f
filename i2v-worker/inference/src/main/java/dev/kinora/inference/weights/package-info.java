/**
 * Reads safetensors: which files hold a component's weights, what is in them, where each tensor lies, and whether it can be
 * trusted.
 *
 * <p>Files flow in, checked headers and single tensors flow out. Weights of networks never pass through here: ONNX
 * Runtime maps them from the file at the places this package names.
 */
package dev.kinora.inference.weights;
