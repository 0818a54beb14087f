package dev.kinora.engine.guidance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.kinora.contract.Guidance;
import org.junit.jupiter.api.Test;

/** {@code torch.linspace(min, max, frames)}, torch 2.15.0. */
class GuidanceScalesTest {

    @Test
    void growsEvenlyOverTheFrames() {
        float[] expected = {
            1.0f, 1.115384578704834f, 1.2307692766189575f, 1.3461538553237915f, 1.4615384340286255f,
            1.576923131942749f, 1.692307710647583f, 1.807692289352417f, 1.923076868057251f, 2.038461446762085f,
            2.153846263885498f, 2.269230842590332f, 2.384615421295166f, 2.5f
        };
        assertArrayEquals(expected, scales(1, 2.5, 14), 1.2e-7f);
        assertArrayEquals(new float[] {1, 1.125f, 1.25f, 1.375f, 1.5f}, scales(1, 1.5, 5));
    }

    @Test
    void endsExactlyAtTheMaximum() {
        float[] found = scales(1, 3, 25);
        assertArrayEquals(new float[] {1, 2, 2.9166667f, 3}, new float[] {found[0], found[12], found[23], found[24]});
    }

    @Test
    void aSingleFrameGetsTheMinimum() {
        assertArrayEquals(new float[] {1.5f}, scales(1.5, 3, 1));
    }

    private static float[] scales(double min, double max, int frames) {
        return GuidanceScales.perFrame(new Guidance(min, max, "linear"), frames);
    }
}
