package dev.kinora.engine;

import dev.kinora.engine.image.RgbImage;
import dev.kinora.inference.Tensor;
import java.nio.FloatBuffer;

/**
 * Five frames at equal distances, the outer two known (Blattmann et al. 2023, appendix D.5).
 *
 * @param first known
 * @param last known, of the same size
 * @param seed of the window's noise, of which the low 32 bits count
 */
public record FrameWindow(KeyFrame first, KeyFrame last, long seed) {
    /** Frames of a window. */
    public static final int FRAMES = 5;
    /** Frames a window makes. */
    public static final int MADE = FRAMES - 2;

    public FrameWindow {
        RgbImage one = first.picture();
        RgbImage other = last.picture();
        if (one.width() != other.width() || one.height() != other.height()) {
            throw new IllegalArgumentException("a window's last frame has " + other.width() + "x" + other.height()
                    + " pixels, its first " + one.width() + "x" + one.height());
        }
    }

    /**
     * What the network knows of each frame: the two ends, between them their blend (1 − k/4) · first + k/4 · last, from
     * which it learns the motion; then a mask that is 1 where a frame is known.
     *
     * @return [5, channels + 1, h, w]; neither scaled nor noisy
     */
    Tensor known() {
        long[] shape = first.latents().shape(); // [1, channels, h, w]
        Tensor known = Tensor.allocate(FRAMES, shape[1] + 1, shape[2], shape[3]);
        FloatBuffer out = known.data();
        for (int frame = 0; frame < FRAMES; frame++) {
            float share = frame / (FRAMES - 1f);
            FloatBuffer from = first.latents().data();
            FloatBuffer to = last.latents().data();
            while (from.hasRemaining()) {
                out.put(from.get() * (1 - share) + to.get() * share);
            }
            float mask = frame == 0 || frame == FRAMES - 1 ? 1 : 0;
            for (long cell = 0; cell < shape[2] * shape[3]; cell++) {
                out.put(mask);
            }
        }
        return known;
    }

    /** [2, width]: the embeddings of both ends, in the order of time. */
    Tensor context() {
        long width = first.embedding().shape()[1];
        Tensor context = Tensor.allocate(2, width);
        context.data().put(first.embedding().data()).put(last.embedding().data());
        return context;
    }
}
