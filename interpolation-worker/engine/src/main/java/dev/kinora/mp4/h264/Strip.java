package dev.kinora.mp4.h264;

import java.util.Arrays;

/**
 * Some rows of macroblocks amid a picture, as a picture of their own: enough to tell which of two ways to code it costs less.
 *
 * @param format of the strip
 * @param top rows of luma samples above it, a multiple of 16
 */
record Strip(StreamFormat format, int top) {
    /** A strip has one of so many rows. Measured: a quarter, an eighth and the whole picture always chose alike. */
    private static final int PARTS = 8;

    private static final int FEWEST_ROWS = 4;

    static Strip amid(StreamFormat format) {
        int rows = format.codedHeight() / 16;
        int kept = Math.min(rows, Math.max(FEWEST_ROWS, rows / PARTS));
        StreamFormat strip = new StreamFormat(format.codedWidth(), 16 * kept, format.level());
        return new Strip(strip, (rows - kept) / 2 * 16);
    }

    /** Cuts the strip out of a picture. */
    Yuv420 of(Yuv420 picture) {
        int from = top * picture.width();
        int end = from + format.codedHeight() * picture.width();
        return new Yuv420(
                picture.width(),
                format.codedHeight(),
                Arrays.copyOfRange(picture.luma(), from, end),
                Arrays.copyOfRange(picture.cb(), from / 4, end / 4),
                Arrays.copyOfRange(picture.cr(), from / 4, end / 4));
    }
}
