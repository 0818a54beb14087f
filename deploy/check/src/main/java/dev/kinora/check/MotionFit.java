package dev.kinora.check;

/**
 * Least squares on brightness (Lucas and Kanade 1981) for shift, scale, contrast and brightness at once. Pixels that fit
 * badly count less (Huber's weights), so that revealed borders and things that move by themselves have little say.
 */
final class MotionFit {
    private static final int UNKNOWNS = 5;
    private static final int MOST_ROUNDS = 30;
    private static final double ENOUGH_PIXELS = 0.02;

    private final Plane first;
    private final Plane last;
    private final Plane slopeX;
    private final Plane slopeY;

    MotionFit(Plane first, Plane last) {
        this.first = first;
        this.last = last;
        this.slopeX = last.slopeX();
        this.slopeY = last.slopeY();
    }

    /** Improves a motion that is right to a few pixels; gives it back where there is nothing to go by. */
    Motion refine(Motion start) {
        Motion motion = start;
        double[] light = {1, 0};
        double tolerance = 20;
        for (int round = 0; round < MOST_ROUNDS; round++) {
            NormalEquations equations = gather(motion, light, tolerance);
            double[] step = equations.solve();
            if (step == null) {
                return motion;
            }
            motion = new Motion(motion.shiftX() + step[0], motion.shiftY() + step[1], motion.scale() + step[2]);
            light = new double[] {light[0] + step[3], light[1] + step[4]};
            tolerance = equations.tolerance();
            if (Math.hypot(step[0], step[1]) + Math.abs(step[2]) * first.width / 2 < ENOUGH_PIXELS) {
                return motion;
            }
        }
        return motion;
    }

    private NormalEquations gather(Motion motion, double[] light, double tolerance) {
        NormalEquations equations = new NormalEquations(UNKNOWNS, tolerance);
        double[] row = new double[UNKNOWNS];
        for (int y = 0; y < first.height; y++) {
            double lastY = motion.y(y, first.height);
            for (int x = 0; x < first.width; x++) {
                double lastX = motion.x(x, first.width);
                if (last.holds(lastX, lastY)) {
                    double residual = light[0] * first.at(x, y) + light[1] - last.between(lastX, lastY);
                    derivatives(x, y, lastX, lastY, row);
                    equations.add(row, residual);
                }
            }
        }
        return equations;
    }

    /** By shift x, shift y, scale, contrast, brightness. */
    private void derivatives(int x, int y, double lastX, double lastY, double[] row) {
        row[0] = slopeX.between(lastX, lastY);
        row[1] = slopeY.between(lastX, lastY);
        row[2] = row[0] * (x - (first.width - 1) / 2.0) + row[1] * (y - (first.height - 1) / 2.0);
        row[3] = -first.at(x, y);
        row[4] = -1;
    }
}
