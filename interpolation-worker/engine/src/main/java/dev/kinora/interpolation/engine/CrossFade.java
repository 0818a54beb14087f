package dev.kinora.interpolation.engine;

import dev.kinora.engine.InterpolationFactor;
import dev.kinora.engine.image.RgbImage;
import dev.kinora.inference.Cancellation;
import java.util.ArrayList;
import java.util.List;

/**
 * One key frame fades into the next: what moves is seen twice and stands still. Only for comparison, and for who asks for
 * it by name.
 */
public record CrossFade() implements Interpolator {

    @Override
    public int gapsTogether() {
        return 1;
    }

    @Override
    public List<List<RgbImage>> between(
            List<RgbImage> keyFrames, int firstGap, InterpolationFactor factor, Cancellation cancellation) {
        List<List<RgbImage>> gaps = new ArrayList<>();
        for (int gap = 0; gap + 1 < keyFrames.size(); gap++) {
            cancellation.check();
            List<RgbImage> made = new ArrayList<>();
            for (int k = 1; k < factor.value(); k++) {
                made.add(mix(keyFrames.get(gap), keyFrames.get(gap + 1), k, factor.value()));
            }
            gaps.add(made);
        }
        return gaps;
    }

    /** {@code (1 − k/n) · first + k/n · last}, rounded to the nearest level. */
    private static RgbImage mix(RgbImage first, RgbImage last, int k, int n) {
        byte[] from = first.rgb();
        byte[] to = last.rgb();
        byte[] mixed = new byte[from.length];
        for (int i = 0; i < mixed.length; i++) {
            mixed[i] = (byte) (((from[i] & 0xFF) * (n - k) + (to[i] & 0xFF) * k + n / 2) / n);
        }
        return new RgbImage(first.width(), first.height(), mixed);
    }
}
