package dev.kinora.check;

/**
 * How a picture moved as a whole: a point p of the first frame lies at {@code centre + scale · (p − centre) + shift} in
 * the last.
 *
 * @param shiftX in pixels, positive to the right
 * @param shiftY in pixels, positive downwards
 * @param scale above 1 where the picture grew
 */
record Motion(double shiftX, double shiftY, double scale) {
    static final Motion NONE = new Motion(0, 0, 1);

    /** The same motion measured in pixels of another size. */
    Motion enlarged(double factor) {
        return new Motion(shiftX * factor, shiftY * factor, scale);
    }

    /** Length of the shift, in pixels. */
    double shift() {
        return Math.hypot(shiftX, shiftY);
    }

    /** How far the scale alone moves the left and right edge outwards, in pixels. */
    double edgeMove(int width) {
        return (scale - 1) * width / 2;
    }

    /** Where a column of the first frame lies in the last. */
    double x(int x, int width) {
        double centre = (width - 1) / 2.0;
        return centre + scale * (x - centre) + shiftX;
    }

    /** Where a row of the first frame lies in the last. */
    double y(int y, int height) {
        double centre = (height - 1) / 2.0;
        return centre + scale * (y - centre) + shiftY;
    }
}
