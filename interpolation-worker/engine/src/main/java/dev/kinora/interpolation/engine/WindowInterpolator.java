package dev.kinora.interpolation.engine;

import dev.kinora.engine.FrameWindow;
import dev.kinora.engine.InterpolationFactor;
import dev.kinora.engine.InterpolationSampler;
import dev.kinora.engine.KeyFrame;
import dev.kinora.engine.image.RgbImage;
import dev.kinora.inference.Cancellation;
import java.util.ArrayList;
import java.util.List;

/**
 * Frames by diffusion, in windows of five. Keeps the last key frame as the networks saw it, since the next gap begins with
 * it. Not thread-safe: one for each job in hand.
 */
public final class WindowInterpolator implements Interpolator {
    private final InterpolationSampler sampler;
    private final WindowSettings settings;
    private final WindowListener listener;
    private KeyFrame last;

    /**
     * @param sampler of the job's model; not closed here
     * @param settings of the job
     * @param listener told when windows are done
     */
    public WindowInterpolator(InterpolationSampler sampler, WindowSettings settings, WindowListener listener) {
        this.sampler = sampler;
        this.settings = settings;
        this.listener = listener;
    }

    /** Told of finished windows, on the thread that computes them. */
    @FunctionalInterface
    public interface WindowListener {
        /** @param windows that were finished since the last call */
        void finished(int windows);
    }

    @Override
    public int gapsTogether() {
        return settings.windowsTogether();
    }

    @Override
    public List<List<RgbImage>> between(
            List<RgbImage> keyFrames, int firstGap, InterpolationFactor factor, Cancellation cancellation) {
        List<RgbImage> frames = keyFrames;
        int first = firstGap;
        for (int pass = 0; pass < factor.passes().size(); pass++) {
            int by = factor.passes().get(pass);
            frames = pass(frames, pass, first, by, cancellation);
            first *= by;
        }
        return gaps(frames, factor.value());
    }

    /** From n frames {@code by · (n − 1) + 1}. */
    private List<RgbImage> pass(List<RgbImage> frames, int pass, int firstGap, int by, Cancellation cancellation) {
        List<RgbImage> result = new ArrayList<>(List.of(frames.get(0)));
        for (int from = 0; from + 1 < frames.size(); from += settings.windowsTogether()) {
            int to = Math.min(from + settings.windowsTogether(), frames.size() - 1);
            List<FrameWindow> windows = new ArrayList<>();
            for (int gap = from; gap < to; gap++) {
                KeyFrame first = keyFrame(frames.get(gap), cancellation);
                KeyFrame second = keyFrame(frames.get(gap + 1), cancellation);
                windows.add(new FrameWindow(first, second, settings.windowSeed(pass, firstGap + gap)));
            }
            List<List<RgbImage>> made = sampler.between(windows, settings.fps(), settings.motionBucket(), cancellation);
            for (int gap = from; gap < to; gap++) {
                List<RgbImage> three = made.get(gap - from);
                result.addAll(by == 2 ? List.of(three.get(1)) : three);
                result.add(frames.get(gap + 1));
            }
            listener.finished(windows.size());
        }
        return result;
    }

    private KeyFrame keyFrame(RgbImage picture, Cancellation cancellation) {
        if (last == null || last.picture() != picture) {
            last = sampler.keyFrame(picture, cancellation);
        }
        return last;
    }

    private static List<List<RgbImage>> gaps(List<RgbImage> frames, int factor) {
        List<List<RgbImage>> gaps = new ArrayList<>();
        for (int at = 0; at + factor < frames.size(); at += factor) {
            gaps.add(List.copyOf(frames.subList(at + 1, at + factor)));
        }
        return gaps;
    }
}
