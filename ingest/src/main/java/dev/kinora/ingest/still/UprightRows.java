package dev.kinora.ingest.still;

import java.awt.Rectangle;

/** A picture's rows as they are to be seen, turned a band at a time. Rows are to be read in order. */
final class UprightRows implements PngWriter.Rows {
    private static final int BAND_ROWS = 64;
    private static final int PIXEL_BYTES = 3;

    private final SrgbPicture picture;
    private final Orientation orientation;
    private Rectangle region;
    private byte[] band;

    UprightRows(SrgbPicture picture, Orientation orientation) {
        this.picture = picture;
        this.orientation = orientation;
    }

    int width() {
        return orientation.swapsAxes() ? picture.height() : picture.width();
    }

    int height() {
        return orientation.swapsAxes() ? picture.width() : picture.height();
    }

    @Override
    public void read(int y, byte[] row) {
        int rowInBand = y % BAND_ROWS;
        if (rowInBand == 0) {
            int rows = Math.min(BAND_ROWS, height() - y);
            region = orientation.stored(y, rows, picture.width(), picture.height());
            band = picture.read(region);
        }
        int from = orientation.index(0, rowInBand, region);
        int step = orientation.index(1, rowInBand, region) - from;
        for (int x = 0; x < row.length / PIXEL_BYTES; x++) {
            int pixel = PIXEL_BYTES * (from + x * step);
            row[PIXEL_BYTES * x] = band[pixel];
            row[PIXEL_BYTES * x + 1] = band[pixel + 1];
            row[PIXEL_BYTES * x + 2] = band[pixel + 2];
        }
    }
}
