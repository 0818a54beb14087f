package dev.kinora.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class InterpolationTest {

    @Test
    void framesOfAClip() {
        assertEquals(
                List.of(14, 27, 53, 105, 209),
                List.of(1, 2, 4, 8, 16).stream()
                        .map(factor -> new Interpolation(factor, InterpolationMethod.DIFFUSION).frames(14))
                        .toList());
        assertEquals(1, new Interpolation(16, InterpolationMethod.CROSS_FADE).frames(1));
    }

    @Test
    void onlyDiffusionNeedsTheNetwork() {
        assertFalse(Interpolation.NONE.needsNetwork());
        assertTrue(new Interpolation(2, InterpolationMethod.DIFFUSION).needsNetwork());
        assertFalse(new Interpolation(2, InterpolationMethod.CROSS_FADE).needsNetwork());
    }

    @Test
    void otherFactorsAreRefused() {
        for (int factor : new int[] {Integer.MIN_VALUE, -2, 0, 3, 6, 32}) {
            assertEquals(
                    Failure.badInput("interpolation", factor, "1 | 2 | 4 | 8 | 16"),
                    refusal(() -> new Interpolation(factor, InterpolationMethod.DIFFUSION)));
        }
    }

    @Test
    void methodsGoByTheirWords() {
        assertEquals(InterpolationMethod.CROSS_FADE, InterpolationMethod.parse("cross-fade"));
        assertEquals("diffusion", InterpolationMethod.DIFFUSION.word());
        assertEquals(
                Failure.badInput("interpolationMethod", "rife", "diffusion | cross-fade"),
                refusal(() -> InterpolationMethod.parse("rife")));
    }

    @Test
    void chunksOfAClip() {
        assertEquals(
                List.of(new FrameRange(0, 3), new FrameRange(4, 7), new FrameRange(8, 9)), FrameRange.chunks(10, 4));
        assertEquals(List.of(new FrameRange(0, 1)), FrameRange.chunks(2, 4));
    }

    private static Failure refusal(Runnable refused) {
        return assertThrows(FailureException.class, refused::run).failure();
    }
}
