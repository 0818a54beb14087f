package dev.kinora.engine.image;

/** Makes a picture a little larger, to sides that a network can take, and cuts that off again. */
public final class EdgePadding {
    private EdgePadding() {}

    /** The picture, its last column and row repeated up to sides that are multiples; itself if they are already. */
    public static RgbImage pad(RgbImage picture, int multiple) {
        int width = (picture.width() + multiple - 1) / multiple * multiple;
        int height = (picture.height() + multiple - 1) / multiple * multiple;
        return resized(picture, width, height);
    }

    /** The upper left part of a picture; itself if that is all of it. */
    public static RgbImage crop(RgbImage picture, int width, int height) {
        return resized(picture, width, height);
    }

    private static RgbImage resized(RgbImage picture, int width, int height) {
        if (width == picture.width() && height == picture.height()) {
            return picture;
        }
        byte[] rgb = new byte[3 * width * height];
        for (int y = 0; y < height; y++) {
            int row = Math.min(y, picture.height() - 1) * picture.width();
            for (int x = 0; x < width; x++) {
                int from = 3 * (row + Math.min(x, picture.width() - 1));
                System.arraycopy(picture.rgb(), from, rgb, 3 * (y * width + x), 3);
            }
        }
        return new RgbImage(width, height, rgb);
    }
}
