package dev.kinora.check;

import dev.kinora.engine.image.RgbImage;

/** Brightness of a picture, row by row, as numbers that can be filtered. */
final class Plane {
    final int width;
    final int height;
    private final float[] values;

    private Plane(int width, int height) {
        this.width = width;
        this.height = height;
        this.values = new float[width * height];
    }

    private interface Value {
        float at(int x, int y);
    }

    private static Plane of(int width, int height, Value value) {
        Plane plane = new Plane(width, height);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                plane.values[y * width + x] = value.at(x, y);
            }
        }
        return plane;
    }

    /** Luma of BT.709, 0 to 255. */
    static Plane luma(RgbImage image) {
        byte[] rgb = image.rgb();
        return of(image.width(), image.height(), (x, y) -> {
            int at = 3 * (y * image.width() + x);
            return 0.2126f * (rgb[at] & 255) + 0.7152f * (rgb[at + 1] & 255) + 0.0722f * (rgb[at + 2] & 255);
        });
    }

    /** The value of a pixel; beyond the border that of the nearest one. */
    float at(int x, int y) {
        return values[Math.max(0, Math.min(y, height - 1)) * width + Math.max(0, Math.min(x, width - 1))];
    }

    /** Whether a point lies between pixel centres. */
    boolean holds(double x, double y) {
        return x >= 0 && y >= 0 && x <= width - 1 && y <= height - 1;
    }

    /** The value between four pixels, linear along each axis. */
    double between(double x, double y) {
        int left = Math.min((int) x, width - 2);
        int top = Math.min((int) y, height - 2);
        double right = x - left;
        double down = y - top;
        int at = top * width + left;
        double upper = values[at] + right * (values[at + 1] - values[at]);
        double lower = values[at + width] + right * (values[at + width + 1] - values[at + width]);
        return upper + down * (lower - upper);
    }

    /** Half as large, each pixel the mean of four. */
    Plane halved() {
        return of(width / 2, height / 2, (x, y) -> {
            int at = 2 * y * width + 2 * x;
            return (values[at] + values[at + 1] + values[at + width] + values[at + width + 1]) / 4;
        });
    }

    /** Blurred with the binomial 1 4 6 4 1 along both axes, a Gaussian of one pixel. */
    Plane blurred() {
        Plane rows = of(
                width,
                height,
                (x, y) -> (at(x - 2, y) + 4 * at(x - 1, y) + 6 * at(x, y) + 4 * at(x + 1, y) + at(x + 2, y)) / 16);
        return of(
                width,
                height,
                (x, y) -> (rows.at(x, y - 2)
                                + 4 * rows.at(x, y - 1)
                                + 6 * rows.at(x, y)
                                + 4 * rows.at(x, y + 1)
                                + rows.at(x, y + 2))
                        / 16);
    }

    /** Slope to the right, per pixel. */
    Plane slopeX() {
        return of(width, height, (x, y) -> (at(x + 1, y) - at(x - 1, y)) / 2);
    }

    /** Slope downwards, per pixel. */
    Plane slopeY() {
        return of(width, height, (x, y) -> (at(x, y + 1) - at(x, y - 1)) / 2);
    }
}
