package dev.kinora.check;

/** Weighted linear least squares: gathers {@code Σ w·rᵀr} and {@code Σ w·r·residual}, then solves for the step. */
final class NormalEquations {
    /** Huber: efficient for Gaussian errors at this many standard deviations. */
    private static final double HUBER = 1.345;

    private static final double LEAST_TOLERANCE = 0.5;

    private final int unknowns;
    private final double tolerance;
    private final double[][] matrix;
    private double residuals;
    private double count;

    /**
     * @param tolerance residual up to which a row counts in full
     */
    NormalEquations(int unknowns, double tolerance) {
        this.unknowns = unknowns;
        this.tolerance = tolerance;
        this.matrix = new double[unknowns][unknowns + 1];
    }

    void add(double[] row, double residual) {
        double size = Math.abs(residual);
        double weight = size <= tolerance ? 1 : tolerance / size;
        residuals += Math.min(size, tolerance);
        count++;
        for (int i = 0; i < unknowns; i++) {
            double weighted = weight * row[i];
            for (int j = i; j < unknowns; j++) {
                matrix[i][j] += weighted * row[j];
            }
            matrix[i][unknowns] += weighted * residual;
        }
    }

    /** The tolerance for the next round, from the mean size of this round's residuals. */
    double tolerance() {
        double standardDeviation = residuals / count * Math.sqrt(Math.PI / 2);
        return Math.max(HUBER * standardDeviation, LEAST_TOLERANCE);
    }

    /** Gauss–Jordan with scaled pivots on the diagonal; null if the rows do not determine every unknown. */
    double[] solve() {
        double[] scale = new double[unknowns];
        for (int i = 0; i < unknowns; i++) {
            scale[i] = matrix[i][i];
            for (int j = 0; j < i; j++) {
                matrix[i][j] = matrix[j][i];
            }
        }
        for (int pivot = 0; pivot < unknowns; pivot++) {
            if (!(matrix[pivot][pivot] > 1e-9 * scale[pivot])) {
                return null;
            }
            eliminate(pivot);
        }
        double[] solution = new double[unknowns];
        for (int i = 0; i < unknowns; i++) {
            solution[i] = matrix[i][unknowns] / matrix[i][i];
        }
        return solution;
    }

    private void eliminate(int pivot) {
        for (int row = 0; row < unknowns; row++) {
            if (row != pivot) {
                double factor = matrix[row][pivot] / matrix[pivot][pivot];
                for (int column = pivot; column <= unknowns; column++) {
                    matrix[row][column] -= factor * matrix[pivot][column];
                }
            }
        }
    }
}
