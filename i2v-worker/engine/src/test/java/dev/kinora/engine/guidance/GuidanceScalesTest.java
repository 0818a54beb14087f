package dev.kinora.engine.guidance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.kinora.contract.Guidance;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A scale for each frame. Linear: {@code torch.linspace(min, max, frames)}, torch 2.15.0. Triangle: the published values of
 * SV3D (svd-spec 6.3). Cosine: its formula, by hand.
 */
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

    @Test
    void constantIsTheMaximumEverywhere() {
        assertArrayEquals(new float[] {2.5f, 2.5f, 2.5f}, curve("constant", 3));
        assertArrayEquals(new float[] {2.5f}, curve("constant", 1));
    }

    @Test
    void triangleRisesToTheMiddleAndFalls() {
        float[] expected = new float[21];
        for (int frame = 0; frame <= 10; frame++) {
            expected[frame] = expected[20 - frame] = 1 + 0.15f * frame;
        }
        assertArrayEquals(expected, curve("triangle", 21), 4e-7f);
        assertArrayEquals(new float[] {1, 2, 2, 1}, curve("triangle", 4), 2e-7f);
        assertArrayEquals(new float[] {1}, curve("triangle", 1));
    }

    @Test
    void cosineRisesSlowlyAtBothEnds() {
        float root = (float) Math.sqrt(0.5);
        float[] expected = {1, 1 + 0.75f * (1 - root), 1.75f, 1 + 0.75f * (1 + root), 2.5f};
        assertArrayEquals(expected, curve("cosine", 5), 2e-7f);
        assertArrayEquals(new float[] {1}, curve("cosine", 1));
    }

    @Test
    void pointsAreSpreadEvenly() {
        assertArrayEquals(new float[] {1, 3, 0.5f}, points(3, 1.0, 3.0, 0.5));
        assertArrayEquals(new float[] {1, 2, 3, 1.75f, 0.5f}, points(5, 1.0, 3.0, 0.5));
        assertArrayEquals(new float[] {2, 2, 2}, points(3, 2.0));
        assertArrayEquals(new float[] {2}, points(1, 2.0));
    }

    private static float[] curve(String name, int frames) {
        return GuidanceScales.perFrame(new Guidance(1, 2.5, name, List.of(), null), frames);
    }

    private static float[] points(int frames, Double... points) {
        return GuidanceScales.perFrame(new Guidance(0, 0, "points", List.of(points), null), frames);
    }

    private static float[] scales(double min, double max, int frames) {
        return GuidanceScales.perFrame(Guidance.linear(min, max), frames);
    }
}
