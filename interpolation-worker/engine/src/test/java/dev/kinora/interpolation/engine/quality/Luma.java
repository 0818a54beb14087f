package dev.kinora.interpolation.engine.quality;

import dev.kinora.engine.image.RgbImage;

/** A frame's luma by BT.709's weights, 0 to 255. */
record Luma(int width, int height, float[] values) {

    static Luma of(RgbImage frame) {
        byte[] rgb = frame.rgb();
        float[] values = new float[frame.width() * frame.height()];
        for (int i = 0; i < values.length; i++) {
            values[i] = 0.2126f * (rgb[3 * i] & 0xFF)
                    + 0.7152f * (rgb[3 * i + 1] & 0xFF)
                    + 0.0722f * (rgb[3 * i + 2] & 0xFF);
        }
        return new Luma(frame.width(), frame.height(), values);
    }

    float at(int x, int y) {
        return values[y * width + x];
    }

    /** Between pixels, linearly; beyond the border its nearest pixel. */
    float at(double x, double y) {
        double insideX = Math.max(0, Math.min(width - 1.001, x));
        double insideY = Math.max(0, Math.min(height - 1.001, y));
        int left = (int) insideX;
        int top = (int) insideY;
        double right = insideX - left;
        double below = insideY - top;
        return (float) ((at(left, top) * (1 - right) + at(left + 1, top) * right) * (1 - below)
                + (at(left, top + 1) * (1 - right) + at(left + 1, top + 1) * right) * below);
    }
}
