package dev.kinora.engine.checkpoint;

/** Told how far the reading of a checkpoint's weights has come. */
@FunctionalInterface
public interface ScanProgress {
    /**
     * Some weights were read.
     *
     * @param network whose weights they are: its folder within the model's
     * @param readBytes of all weights, so far
     * @param totalBytes of all weights
     */
    void scanned(String network, long readBytes, long totalBytes);
}
