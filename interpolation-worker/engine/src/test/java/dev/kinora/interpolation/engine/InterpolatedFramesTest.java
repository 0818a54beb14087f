package dev.kinora.interpolation.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kinora.engine.InterpolationFactor;
import dev.kinora.engine.InterpolationSampler;
import dev.kinora.engine.image.RgbImage;
import dev.kinora.inference.Cancellation;
import dev.kinora.inference.CancelledException;
import dev.kinora.inference.InferenceRuntime;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole clips, by the bundled model at a small size and by cross-fade. */
class InterpolatedFramesTest {
    private static final int SIDE = 16;

    private static InferenceRuntime runtime;
    private static InterpolationSampler sampler;

    @BeforeAll
    static void open() {
        runtime = new InferenceRuntime(2);
        sampler = InterpolationSampler.open(BundledModel.open(), runtime);
    }

    @AfterAll
    static void close() {
        sampler.close();
        runtime.close();
    }

    @ParameterizedTest
    @CsvSource({
        "diffusion, 1, 14", "diffusion, 2, 27", "diffusion, 4, 53", "diffusion, 8, 105", "diffusion, 16, 209",
        "cross-fade, 1, 14", "cross-fade, 2, 27", "cross-fade, 4, 53", "cross-fade, 8, 105", "cross-fade, 16, 209"
    })
    void keyFramesStayAndFramesComeBetween(String method, int factor, int total) {
        List<RgbImage> keyFrames = MovingWaves.frames(14, SIDE);
        Interpolator interpolator = method.equals("diffusion") ? diffusion(1, 0) : new CrossFade();
        List<RgbImage> frames = interpolate(interpolator, factor, 0, keyFrames);
        assertEquals(total, frames.size());
        for (int k = 0; k < keyFrames.size(); k++) {
            assertSame(keyFrames.get(k), frames.get(k * factor));
            assertArrayEquals(
                    MovingWaves.frame(k, SIDE).rgb(), frames.get(k * factor).rgb());
        }
        for (int i = 1; i < frames.size(); i++) {
            assertFalse(
                    Arrays.equals(frames.get(i - 1).rgb(), frames.get(i).rgb()), "frame " + i + " as the one before");
        }
    }

    @Test
    void twiceTheFramesAreEverySecondOfFourTimes() {
        List<RgbImage> keyFrames = MovingWaves.frames(3, SIDE);
        List<RgbImage> twice = interpolate(diffusion(1, 0), 2, 0, keyFrames);
        List<RgbImage> four = interpolate(diffusion(1, 0), 4, 0, keyFrames);
        for (int i = 0; i < twice.size(); i++) {
            assertArrayEquals(four.get(2 * i).rgb(), twice.get(i).rgb(), "frame " + i);
        }
    }

    @Test
    void aGapDependsOnBothItsEndsAlone() {
        List<RgbImage> waves = MovingWaves.frames(8, SIDE);
        List<RgbImage> frames = interpolate(diffusion(1, 0), 2, 0, waves.subList(0, 4));
        List<RgbImage> othersLast = List.of(waves.get(0), waves.get(1), waves.get(2), waves.get(7));
        List<RgbImage> others = interpolate(diffusion(1, 0), 2, 0, othersLast);
        same(frames.subList(0, 5), others.subList(0, 5));
        assertFalse(Arrays.equals(frames.get(5).rgb(), others.get(5).rgb()));
        List<RgbImage> othersFirst = List.of(waves.get(7), waves.get(1));
        assertFalse(Arrays.equals(
                frames.get(1).rgb(),
                interpolate(diffusion(1, 0), 2, 0, othersFirst).get(1).rgb()));
    }

    /** A clip comes in chunks, perhaps to several workers: each begins with the last key frame of the chunk before. */
    @ParameterizedTest
    @ValueSource(ints = {4, 16})
    void chunksGiveTheFramesOfTheWhole(int factor) {
        List<RgbImage> keyFrames = MovingWaves.frames(6, SIDE);
        List<RgbImage> whole = interpolate(diffusion(1, 0), factor, 0, keyFrames);
        List<RgbImage> chunked = new ArrayList<>(interpolate(diffusion(1, 0), factor, 0, keyFrames.subList(0, 3)));
        List<RgbImage> second = interpolate(diffusion(1, 0), factor, 2, keyFrames.subList(2, 6));
        chunked.addAll(second.subList(1, second.size()));
        same(whole, chunked);
    }

    @Test
    void windowsTogetherChangeNothing() {
        List<RgbImage> keyFrames = MovingWaves.frames(6, SIDE);
        same(interpolate(diffusion(1, 0), 8, 0, keyFrames), interpolate(diffusion(3, 0), 8, 0, keyFrames));
    }

    @Test
    void theSeedMatters() {
        List<RgbImage> keyFrames = MovingWaves.frames(2, SIDE);
        byte[] first = interpolate(diffusion(1, 0), 2, 0, keyFrames).get(1).rgb();
        byte[] second = interpolate(diffusion(1, 1), 2, 0, keyFrames).get(1).rgb();
        assertFalse(Arrays.equals(first, second));
    }

    /** Two gaps with the same ends, in both passes. */
    @Test
    void eachWindowHasNoiseOfItsOwn() {
        RgbImage one = MovingWaves.frame(0, SIDE);
        RgbImage other = MovingWaves.frame(1, SIDE);
        List<RgbImage> frames = interpolate(diffusion(1, 0), 16, 0, List.of(one, other, one, other));
        assertFalse(Arrays.equals(frames.get(4).rgb(), frames.get(36).rgb()), "first pass");
        assertFalse(Arrays.equals(frames.get(1).rgb(), frames.get(33).rgb()), "second pass");
    }

    /** Halfway between black and white, and rounded to the nearest level. */
    @Test
    void crossFadeIsTheBlendOfBothEnds() {
        RgbImage black = new RgbImage(1, 1, new byte[] {0, 100, 10});
        RgbImage white = new RgbImage(1, 1, new byte[] {(byte) 255, 0, 11});
        List<RgbImage> frames = interpolate(new CrossFade(), 4, 0, List.of(black, white));
        assertArrayEquals(new byte[] {64, 75, 10}, frames.get(1).rgb());
        assertArrayEquals(new byte[] {(byte) 128, 50, 11}, frames.get(2).rgb());
        assertArrayEquals(new byte[] {(byte) 191, 25, 11}, frames.get(3).rgb());
    }

    /** Of 200 key frames and 797 frames no more than those of a few windows are ever held. */
    @Test
    void memoryIsBoundedByAFewWindows() {
        List<WeakReference<RgbImage>> seen = new ArrayList<>();
        int[] most = {0};
        InterpolatedFrames frames = new InterpolatedFrames(
                diffusion(2, 0),
                new InterpolationFactor(4),
                0,
                (index, frame) -> seen.add(new WeakReference<>(frame)),
                new Cancellation());
        for (int k = 0; k < 200; k++) {
            frames.add(MovingWaves.frame(k, SIDE));
            if (k % 20 == 19) {
                most[0] = Math.max(most[0], alive(seen));
            }
        }
        frames.finish();
        assertEquals(797, seen.size());
        assertTrue(most[0] <= 3 * 5, most[0] + " frames held");
    }

    @Test
    void aWindowInFlightIsStopped() {
        Cancellation cancellation = new Cancellation();
        List<Integer> given = new ArrayList<>();
        WindowInterpolator.WindowListener cancelling = windows -> cancellation.cancel();
        InterpolatedFrames frames = new InterpolatedFrames(
                new WindowInterpolator(sampler, new WindowSettings(7, 45, 0, 1), KeptWindows.NONE, cancelling),
                new InterpolationFactor(16),
                0,
                (index, frame) -> given.add(index),
                cancellation);
        frames.add(MovingWaves.frame(0, SIDE));
        assertThrows(CancelledException.class, () -> frames.add(MovingWaves.frame(1, SIDE)));
        assertEquals(List.of(0), given);
    }

    @Test
    void tellsEachWindow() {
        List<Integer> told = new ArrayList<>();
        WindowInterpolator telling =
                new WindowInterpolator(sampler, new WindowSettings(7, 45, 0, 3), KeptWindows.NONE, told::add);
        interpolate(telling, 16, 0, MovingWaves.frames(2, SIDE));
        assertEquals(List.of(1, 3, 1), told, "one in the first pass, four in the second");
    }

    /** Any of them, in either pass: the others come out the same, and only they are sampled and kept. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void windowsThatWereKeptAreNotSampledAgain(int together) {
        Map<String, List<RgbImage>> finished = new TreeMap<>();
        List<RgbImage> keyFrames = MovingWaves.frames(3, SIDE);
        List<RgbImage> whole = interpolate(resuming(new TreeMap<>(), finished, together, new int[2]), 16, 0, keyFrames);
        assertEquals(2 + 8, finished.size());

        Map<String, List<RgbImage>> kept = new TreeMap<>(finished);
        kept.keySet().removeAll(List.of("0 1", "1 0", "1 6"));
        Map<String, List<RgbImage>> anew = new TreeMap<>();
        int[] told = new int[2];
        same(whole, interpolate(resuming(kept, anew, together, told), 16, 0, keyFrames));
        assertEquals(Set.of("0 1", "1 0", "1 6"), anew.keySet());
        assertArrayEquals(new int[] {3, 7}, told, "sampled and found");
    }

    private static Interpolator resuming(
            Map<String, List<RgbImage>> there, Map<String, List<RgbImage>> kept, int together, int[] told) {
        KeptWindows windows = new KeptWindows() {
            @Override
            public Optional<List<RgbImage>> find(int pass, int gap) {
                return Optional.ofNullable(there.get(pass + " " + gap));
            }

            @Override
            public void keep(int pass, int gap, List<RgbImage> made) {
                kept.put(pass + " " + gap, made);
            }
        };
        WindowInterpolator.WindowListener counting = new WindowInterpolator.WindowListener() {
            @Override
            public void finished(int count) {
                told[0] += count;
            }

            @Override
            public void found(int count) {
                told[1] += count;
            }
        };
        return new WindowInterpolator(sampler, new WindowSettings(7, 45, 0, together), windows, counting);
    }

    @Test
    void framesOfAnotherSizeAreRefused() {
        InterpolatedFrames frames = new InterpolatedFrames(
                new CrossFade(), new InterpolationFactor(2), 0, (index, frame) -> {}, new Cancellation());
        frames.add(MovingWaves.frame(0, SIDE));
        assertThrows(IllegalArgumentException.class, () -> frames.add(MovingWaves.frame(1, SIDE + 8)));
    }

    private static WindowInterpolator diffusion(int windowsTogether, long seed) {
        return new WindowInterpolator(
                sampler, new WindowSettings(7, 45, seed, windowsTogether), KeptWindows.NONE, windows -> {});
    }

    private static List<RgbImage> interpolate(
            Interpolator interpolator, int factor, int firstKeyFrame, List<RgbImage> keyFrames) {
        List<RgbImage> taken = new ArrayList<>();
        InterpolatedFrames frames = new InterpolatedFrames(
                interpolator,
                new InterpolationFactor(factor),
                firstKeyFrame,
                (index, frame) -> {
                    assertEquals(firstKeyFrame * factor + taken.size(), index);
                    taken.add(frame);
                },
                new Cancellation());
        keyFrames.forEach(frames::add);
        frames.finish();
        return taken;
    }

    private static void same(List<RgbImage> expected, List<RgbImage> found) {
        assertEquals(expected.size(), found.size());
        for (int i = 0; i < expected.size(); i++) {
            assertArrayEquals(expected.get(i).rgb(), found.get(i).rgb(), "frame " + i);
        }
    }

    private static int alive(List<WeakReference<RgbImage>> seen) {
        System.gc();
        return (int)
                seen.stream().map(WeakReference::get).filter(Objects::nonNull).count();
    }
}
