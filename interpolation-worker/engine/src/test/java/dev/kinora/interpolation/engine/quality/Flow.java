package dev.kinora.interpolation.engine.quality;

import dev.kinora.engine.image.RgbImage;
import java.util.List;

/**
 * How far the picture moves from each frame to the next (Lucas and Kanade 1981, block by block), and how evenly. A clip
 * whose in-between frames only fade stands still around each key frame and jumps between them.
 */
final class Flow {
    private static final int BLOCK = 32;
    private static final int ROUNDS = 8;

    private Flow() {}

    /**
     * The least step next to a key frame over the mean step: 1 where motion is even, 0 where it stalls.
     *
     * @param factor every which frame is a key frame
     */
    static double evenness(List<RgbImage> frames, int factor) {
        double sum = 0;
        double least = Double.MAX_VALUE;
        for (int i = 0; i + 1 < frames.size(); i++) {
            double step = meanStep(Luma.of(frames.get(i)), Luma.of(frames.get(i + 1)));
            sum += step;
            boolean besideKeyFrame = i % factor == 0 || (i + 1) % factor == 0;
            least = besideKeyFrame ? Math.min(least, step) : least;
        }
        return least / (sum / (frames.size() - 1));
    }

    /** Pixels that the blocks of a picture move, on average; blocks without texture do not count. */
    private static double meanStep(Luma from, Luma to) {
        double sum = 0;
        int blocks = 0;
        for (int y = BLOCK / 2; y + BLOCK <= from.height(); y += BLOCK) {
            for (int x = BLOCK / 2; x + BLOCK <= from.width(); x += BLOCK) {
                double step = step(from, to, x, y);
                if (!Double.isNaN(step)) {
                    sum += step;
                    blocks++;
                }
            }
        }
        return sum / blocks;
    }

    private static double step(Luma from, Luma to, int left, int top) {
        double dx = 0;
        double dy = 0;
        for (int round = 0; round < ROUNDS; round++) {
            double xx = 0;
            double xy = 0;
            double yy = 0;
            double xt = 0;
            double yt = 0;
            for (int y = top; y < top + BLOCK; y++) {
                for (int x = left; x < left + BLOCK; x++) {
                    double gx = (from.at(x + 1.0, y) - from.at(x - 1.0, y)) / 2;
                    double gy = (from.at(x, y + 1.0) - from.at(x, y - 1.0)) / 2;
                    double gt = to.at(x + dx, y + dy) - from.at(x, y);
                    xx += gx * gx;
                    xy += gx * gy;
                    yy += gy * gy;
                    xt += gx * gt;
                    yt += gy * gt;
                }
            }
            double determinant = xx * yy - xy * xy;
            if (determinant < 1e-3 * (xx + yy) * (xx + yy) || xx + yy < 4 * BLOCK * BLOCK) {
                return Double.NaN;
            }
            dx -= (yy * xt - xy * yt) / determinant;
            dy -= (xx * yt - xy * xt) / determinant;
        }
        return Math.hypot(dx, dy) > BLOCK / 2.0 ? Double.NaN : Math.hypot(dx, dy);
    }
}
