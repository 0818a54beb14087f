package dev.kinora.check;

import dev.kinora.engine.image.RgbImage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Finds the one shift and scale that best carry a first frame onto a last: every motion is tried on tiny copies, and the
 * most promising are refined from copy to larger copy ({@link MotionFit}).
 *
 * <p>Sees shifts up to three tenths of the picture and scales from 0.65 to 1.55. It follows what most of the picture
 * does: revealed borders, blur and a change of brightness do not disturb it.
 */
final class MotionSearch {
    private static final int LEAST_SIDE = 20;
    private static final double FARTHEST_SHIFT = 0.3;
    private static final double LEAST_SCALE = 0.65;
    private static final double GREATEST_SCALE = 1.55;
    private static final double SCALE_STEP = 1.05;
    private static final int CANDIDATES = 6;

    private final List<Plane> firsts;
    private final List<Plane> lasts;

    private MotionSearch(RgbImage first, RgbImage last) {
        firsts = pyramid(first);
        lasts = pyramid(last);
    }

    /** A motion and how well it explains the last frame. */
    record Found(Motion motion, double match) {}

    /**
     * Compares two frames of one size, at least 16 pixels a side.
     *
     * @return the motion in pixels, and the correlation that it leaves: 1 is perfect, 0 or less is nothing found
     */
    static Found between(RgbImage first, RgbImage last) {
        return new MotionSearch(first, last).search();
    }

    /** From full size down; each copy half as large. */
    private static List<Plane> pyramid(RgbImage image) {
        List<Plane> copies = new ArrayList<>();
        Plane copy = Plane.luma(image);
        copies.add(copy.blurred());
        while (Math.min(copy.width, copy.height) / 2 >= LEAST_SIDE) {
            copy = copy.halved();
            copies.add(copy.blurred());
        }
        return copies;
    }

    private Found search() {
        return promising().stream()
                .map(this::refined)
                .max(Comparator.comparingDouble(Found::match))
                .orElseThrow();
    }

    private List<Motion> promising() {
        Plane first = firsts.get(firsts.size() - 1);
        Plane last = lasts.get(lasts.size() - 1);
        List<Found> ranking = everyMotion(first).stream()
                .map(motion -> new Found(motion, Correlation.of(first, last, motion)))
                .sorted(Comparator.comparingDouble(Found::match).reversed())
                .toList();
        List<Motion> chosen = new ArrayList<>(List.of(Motion.NONE));
        for (Found found : ranking) {
            if (chosen.size() < CANDIDATES && chosen.stream().noneMatch(other -> near(other, found.motion()))) {
                chosen.add(found.motion());
            }
        }
        return chosen;
    }

    private static List<Motion> everyMotion(Plane plane) {
        int farthestX = (int) Math.ceil(FARTHEST_SHIFT * plane.width);
        int farthestY = (int) Math.ceil(FARTHEST_SHIFT * plane.height);
        List<Motion> motions = new ArrayList<>();
        for (double scale = LEAST_SCALE; scale <= GREATEST_SCALE; scale *= SCALE_STEP) {
            for (int y = -farthestY; y <= farthestY; y++) {
                for (int x = -farthestX; x <= farthestX; x++) {
                    motions.add(new Motion(x, y, scale));
                }
            }
        }
        return motions;
    }

    private static boolean near(Motion one, Motion other) {
        return Math.abs(one.shiftX() - other.shiftX()) < 3
                && Math.abs(one.shiftY() - other.shiftY()) < 3
                && Math.abs(one.scale() - other.scale()) < 0.12;
    }

    private Found refined(Motion coarse) {
        int smallest = firsts.size() - 1;
        Motion motion = coarse;
        for (int level = smallest; level >= 0; level--) {
            motion = new MotionFit(firsts.get(level), lasts.get(level)).refine(motion);
            motion = level == 0 ? motion : motion.enlarged(2);
        }
        return new Found(motion, Correlation.of(firsts.get(0), lasts.get(0), motion));
    }
}
