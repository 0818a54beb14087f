package dev.kinora.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.kinora.engine.image.RgbImage;
import dev.kinora.inference.Tensor;
import org.junit.jupiter.api.Test;

/** Of two channels and two cells, written out. */
class FrameWindowTest {
    private static final RgbImage PICTURE = new RgbImage(2, 1, new byte[6]);
    private static final KeyFrame FIRST = key(new float[] {0, 4, 8, 12}, 1, 2);
    private static final KeyFrame LAST = key(new float[] {4, 4, 0, -4}, 3, 4);

    private static KeyFrame key(float[] latents, float... embedding) {
        return new KeyFrame(PICTURE, Tensor.of(latents, 1, 2, 1, 2), Tensor.of(embedding, 1, 2));
    }

    @Test
    void knownFramesAreTheEndsAndBetweenThemTheirBlend() {
        float[] expected = {
            0, 4, 8, 12, 1, 1, //
            1, 4, 6, 8, 0, 0, //
            2, 4, 4, 4, 0, 0, //
            3, 4, 2, 0, 0, 0, //
            4, 4, 0, -4, 1, 1
        };
        assertArrayEquals(expected, new FrameWindow(FIRST, LAST, 0).known().toArray());
    }

    @Test
    void contextIsInTheOrderOfTime() {
        assertArrayEquals(
                new float[] {1, 2, 3, 4},
                new FrameWindow(FIRST, LAST, 0).context().toArray());
    }

    @Test
    void endsAreOfOneSize() {
        KeyFrame wider = new KeyFrame(new RgbImage(3, 1, new byte[9]), FIRST.latents(), FIRST.embedding());
        assertThrows(IllegalArgumentException.class, () -> new FrameWindow(FIRST, wider, 0));
    }
}
