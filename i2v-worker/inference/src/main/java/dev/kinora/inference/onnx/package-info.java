/**
 * Writes ONNX models byte by byte.
 *
 * <p>Nodes, attributes and initializers flow in, protobuf bytes flow out. By hand, because the few messages needed take a
 * page, where generated classes would take fifty thousand lines and a runtime; it never reads a model.
 */
package dev.kinora.inference.onnx;
