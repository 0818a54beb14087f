package dev.kinora.engine.network;

import dev.kinora.inference.Cancellation;
import dev.kinora.inference.InferenceRuntime;
import dev.kinora.inference.Tensor;
import java.nio.file.Path;

/** A picture to its CLIP embedding. */
public final class ClipTower implements AutoCloseable {
    public static ClipTower open(Path imageEncoderFolder, InferenceRuntime runtime) {
        throw new UnsupportedOperationException();
    }

    /** Pixels a side of the picture it takes. */
    public int imageSize() {
        throw new UnsupportedOperationException();
    }

    /** pixels {@code [1, 3, imageSize, imageSize]}, normalised by mean and deviation → {@code [1, width]}, not normalised. */
    public Tensor embed(Tensor pixels, Cancellation cancellation) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
