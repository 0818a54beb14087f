package dev.kinora.check;

/** Pearson's correlation of a first frame with what a motion says it became. */
final class Correlation {
    /** Less common ground than this says nothing. */
    private static final double LEAST_OVERLAP = 0.3;

    /** What a whole picture's worth of missing ground costs, so that a chance likeness of small parts does not win. */
    private static final double MISSING_COSTS = 0.05;

    /** Variance, in squared levels, below which a picture has nothing to follow. */
    private static final double FLAT = 0.25;

    private Correlation() {}

    /** 1 at best; −1 if the pictures have too little in common or no structure. */
    static double of(Plane first, Plane last, Motion motion) {
        int count = 0;
        double sumA = 0;
        double sumB = 0;
        double sumAa = 0;
        double sumBb = 0;
        double sumAb = 0;
        for (int y = 0; y < first.height; y++) {
            double lastY = motion.y(y, first.height);
            for (int x = 0; x < first.width; x++) {
                double lastX = motion.x(x, first.width);
                if (last.holds(lastX, lastY)) {
                    double a = first.at(x, y);
                    double b = last.between(lastX, lastY);
                    count++;
                    sumA += a;
                    sumB += b;
                    sumAa += a * a;
                    sumBb += b * b;
                    sumAb += a * b;
                }
            }
        }
        double overlap = (double) count / (first.width * first.height);
        double varianceA = sumAa / count - sumA / count * sumA / count;
        double varianceB = sumBb / count - sumB / count * sumB / count;
        if (overlap < LEAST_OVERLAP || varianceA < FLAT || varianceB < FLAT) {
            return -1;
        }
        double covariance = sumAb / count - sumA / count * sumB / count;
        return covariance / Math.sqrt(varianceA * varianceB) - MISSING_COSTS * (1 - overlap);
    }
}
