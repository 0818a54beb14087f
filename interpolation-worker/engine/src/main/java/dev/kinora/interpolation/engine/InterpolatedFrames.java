package dev.kinora.interpolation.engine;

import dev.kinora.engine.InterpolationFactor;
import dev.kinora.engine.image.RgbImage;
import dev.kinora.inference.Cancellation;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes key frames one by one and gives them on, the same objects, with what lies between. In memory are no more than the
 * key frames of one group of gaps and the frames between them, whatever the clip's length. Not thread-safe.
 */
public final class InterpolatedFrames {
    private final Interpolator interpolator;
    private final InterpolationFactor factor;
    private final Taker taker;
    private final Cancellation cancellation;
    /** Neighbours whose gaps are open; the first of them was given on already. */
    private final List<RgbImage> waiting = new ArrayList<>();

    private int nextKeyFrame;

    /** Takes frames in order. */
    @FunctionalInterface
    public interface Taker {
        /** @param index in the interpolated clip: key frame k is frame k · factor */
        void frame(int index, RgbImage frame);
    }

    /**
     * @param interpolator not asked where the factor is 1
     * @param firstKeyFrame number in the clip of the key frame that comes first, 0-based
     * @param cancellation checked before each group, and stops the windows in flight
     */
    public InterpolatedFrames(
            Interpolator interpolator,
            InterpolationFactor factor,
            int firstKeyFrame,
            Taker taker,
            Cancellation cancellation) {
        this.interpolator = interpolator;
        this.factor = factor;
        this.taker = taker;
        this.cancellation = cancellation;
        nextKeyFrame = firstKeyFrame;
    }

    /**
     * The next key frame.
     *
     * @throws IllegalArgumentException if it is not of the size of the one before
     * @throws dev.kinora.inference.CancelledException soon after the cancellation
     */
    public void add(RgbImage keyFrame) {
        cancellation.check();
        nextKeyFrame++;
        if (waiting.isEmpty() || factor.value() == 1) {
            give(nextKeyFrame - 1, keyFrame);
            waiting.clear();
        } else {
            requireSize(keyFrame, waiting.get(0));
        }
        waiting.add(keyFrame);
        if (waiting.size() > interpolator.gapsTogether()) {
            fill();
        }
    }

    /** Gives what is left. No key frame may follow. */
    public void finish() {
        if (waiting.size() > 1) {
            fill();
        }
    }

    private void fill() {
        int first = nextKeyFrame - waiting.size();
        List<List<RgbImage>> gaps = interpolator.between(List.copyOf(waiting), first, factor, cancellation);
        for (int gap = 0; gap < gaps.size(); gap++) {
            int index = (first + gap) * factor.value();
            for (RgbImage made : gaps.get(gap)) {
                taker.frame(++index, made);
            }
            give(first + gap + 1, waiting.get(gap + 1));
        }
        waiting.subList(0, waiting.size() - 1).clear();
    }

    private void give(int keyFrame, RgbImage picture) {
        taker.frame(keyFrame * factor.value(), picture);
    }

    private static void requireSize(RgbImage found, RgbImage expected) {
        if (found.width() != expected.width() || found.height() != expected.height()) {
            throw new IllegalArgumentException("a frame of " + found.width() + "x" + found.height() + ", expected "
                    + expected.width() + "x" + expected.height());
        }
    }
}
