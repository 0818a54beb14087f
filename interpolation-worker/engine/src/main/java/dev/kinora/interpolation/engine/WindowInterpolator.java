package dev.kinora.interpolation.engine;

import dev.kinora.engine.FrameWindow;
import dev.kinora.engine.InterpolationFactor;
import dev.kinora.engine.InterpolationSampler;
import dev.kinora.engine.KeyFrame;
import dev.kinora.engine.image.RgbImage;
import dev.kinora.inference.Cancellation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Frames by diffusion, in windows of five. Keeps the last key frame as the networks saw it, since the next gap begins with
 * it. Not thread-safe: one for each job in hand.
 */
public final class WindowInterpolator implements Interpolator {
    private final InterpolationSampler sampler;
    private final WindowSettings settings;
    private final KeptWindows kept;
    private final WindowListener listener;
    private KeyFrame last;

    /**
     * @param sampler of the job's model; not closed here
     * @param settings of the job
     * @param kept asked before a window is sampled
     * @param listener told when windows are done
     */
    public WindowInterpolator(
            InterpolationSampler sampler, WindowSettings settings, KeptWindows kept, WindowListener listener) {
        this.sampler = sampler;
        this.settings = settings;
        this.kept = kept;
        this.listener = listener;
    }

    /** Told of finished windows, on the thread that computes them. */
    @FunctionalInterface
    public interface WindowListener {
        /** @param windows that were finished since the last call */
        void finished(int windows);

        /** @param windows that were found finished, which took no time */
        default void found(int windows) {}
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
            List<List<RgbImage>> made = group(frames.subList(from, to + 1), pass, firstGap + from, cancellation);
            for (int gap = from; gap < to; gap++) {
                List<RgbImage> three = made.get(gap - from);
                result.addAll(by == 2 ? List.of(three.get(1)) : three);
                result.add(frames.get(gap + 1));
            }
        }
        return result;
    }

    /** The three frames of each of some neighbouring gaps; those that are missing are sampled together. */
    private List<List<RgbImage>> group(List<RgbImage> frames, int pass, int firstGap, Cancellation cancellation) {
        Map<Integer, List<RgbImage>> made = new TreeMap<>();
        Map<Integer, FrameWindow> missing = new TreeMap<>();
        for (int i = 0; i + 1 < frames.size(); i++) {
            int gap = firstGap + i;
            Optional<List<RgbImage>> found = kept.find(pass, gap);
            if (found.isPresent()) {
                made.put(gap, found.get());
                listener.found(1);
            } else {
                missing.put(
                        gap, window(frames.get(i), frames.get(i + 1), settings.windowSeed(pass, gap), cancellation));
            }
        }
        if (!missing.isEmpty()) {
            sample(missing, cancellation).forEach((gap, three) -> {
                kept.keep(pass, gap, three);
                made.put(gap, three);
            });
            listener.finished(missing.size());
        }
        return List.copyOf(made.values());
    }

    /** @param windows by their gaps */
    private Map<Integer, List<RgbImage>> sample(Map<Integer, FrameWindow> windows, Cancellation cancellation) {
        List<List<RgbImage>> made =
                sampler.between(List.copyOf(windows.values()), settings.fps(), settings.motionBucket(), cancellation);
        Map<Integer, List<RgbImage>> byGap = new TreeMap<>();
        for (int gap : windows.keySet()) {
            byGap.put(gap, made.get(byGap.size()));
        }
        return byGap;
    }

    private FrameWindow window(RgbImage first, RgbImage second, long seed, Cancellation cancellation) {
        KeyFrame begin = keyFrame(first, cancellation);
        return new FrameWindow(begin, keyFrame(second, cancellation), seed);
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
