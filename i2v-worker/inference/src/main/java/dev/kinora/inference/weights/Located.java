package dev.kinora.inference.weights;

import java.nio.file.Path;

/**
 * A tensor and the file that holds it.
 *
 * @param file the real file, symbolic links resolved
 * @param entry where in it the tensor lies
 */
public record Located(Path file, TensorEntry entry) {
    /** Part of the outermost dimension, as a tensor of its own. */
    public Located rows(long from, long to) {
        return new Located(file, entry.rows(from, to));
    }
}
