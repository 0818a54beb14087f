package dev.kinora.inference;

import java.nio.file.Path;

/**
 * A network ready to be opened as a session.
 *
 * @param onnx the ONNX model, without weights
 * @param weightsFolder the folder below which all files lie that the model's weights point into
 */
public record NetworkModel(byte[] onnx, Path weightsFolder) {}
