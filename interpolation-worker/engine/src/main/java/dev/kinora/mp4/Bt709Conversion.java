package dev.kinora.mp4;

import dev.kinora.engine.image.RgbImage;
import dev.kinora.mp4.h264.StreamFormat;
import dev.kinora.mp4.h264.Yuv420;
import java.util.Arrays;

/**
 * RGB to what the encoder takes: Y'CbCr 4:2:0 after ITU-R BT.709, limited range (luma 16–235, chroma 16–240), padded to
 * whole macroblocks by repeating the last column and row.
 *
 * <p>A chroma sample sits on the left one of two luma columns and between two luma rows (chroma_sample_loc_type 0, what
 * a decoder assumes), so it averages three columns, weighted 1 2 1, over two rows.
 */
final class Bt709Conversion {
    private static final int BITS = 20;
    private static final double KR = 0.2126;
    private static final double KB = 0.0722;
    private static final double KG = 1 - KR - KB;

    private static final int Y_RED = fixed(KR * 219 / 255);
    private static final int Y_BLUE = fixed(KB * 219 / 255);
    private static final int Y_GREEN = fixed(219 / 255.0) - Y_RED - Y_BLUE;
    // The weights of each chroma sum to zero, so that grey has none.
    private static final int CB_RED = fixed(-KR / (1 - KB) * 112 / 255);
    private static final int CB_GREEN = fixed(-KG / (1 - KB) * 112 / 255);
    private static final int CB_BLUE = -CB_RED - CB_GREEN;
    private static final int CR_GREEN = fixed(-KG / (1 - KR) * 112 / 255);
    private static final int CR_BLUE = fixed(-KB / (1 - KR) * 112 / 255);
    private static final int CR_RED = -CR_GREEN - CR_BLUE;
    private static final int LUMA_OFFSET = 16;
    private static final int CHROMA_OFFSET = 128;

    private final int width;
    private final int height;
    private final int codedWidth;
    private final int codedHeight;

    /** For pictures of this size. */
    Bt709Conversion(StreamFormat format) {
        this.width = format.width();
        this.height = format.height();
        this.codedWidth = format.codedWidth();
        this.codedHeight = format.codedHeight();
    }

    private static int fixed(double weight) {
        return (int) Math.rint(weight * (1 << BITS));
    }

    /** Converts a frame of at least this size; what it has more to the right and below is cut off. */
    Yuv420 toYuv(RgbImage frame) {
        Yuv420 picture = Yuv420.blank(codedWidth, codedHeight);
        byte[] rgb = frame.rgb();
        int stride = frame.width() * 3;
        for (int y = 0; y < codedHeight; y++) {
            luma(rgb, Math.min(y, height - 1) * stride, picture.luma(), y * codedWidth);
        }
        for (int y = 0; y < codedHeight / 2; y++) {
            int upper = Math.min(2 * y, height - 2) * stride;
            chroma(rgb, upper, upper + stride, picture, y * (codedWidth / 2));
        }
        return picture;
    }

    private void luma(byte[] rgb, int row, byte[] plane, int target) {
        for (int x = 0, at = row; x < width; x++, at += 3) {
            int sum = Y_RED * (rgb[at] & 255) + Y_GREEN * (rgb[at + 1] & 255) + Y_BLUE * (rgb[at + 2] & 255);
            plane[target + x] = (byte) (LUMA_OFFSET + rounded(sum, BITS));
        }
        pad(plane, target, width, codedWidth);
    }

    /** One row of both chromas from two rows of pixels; what is right of a sample is left of the next. */
    private void chroma(byte[] rgb, int upper, int lower, Yuv420 picture, int target) {
        int leftRed = column(rgb, upper, lower);
        int leftGreen = column(rgb, upper + 1, lower + 1);
        int leftBlue = column(rgb, upper + 2, lower + 2);
        for (int x = 0; x < width / 2; x++) {
            int above = upper + 6 * x;
            int below = lower + 6 * x;
            int red = column(rgb, above + 3, below + 3);
            int green = column(rgb, above + 4, below + 4);
            int blue = column(rgb, above + 5, below + 5);
            int sumRed = leftRed + 2 * column(rgb, above, below) + red;
            int sumGreen = leftGreen + 2 * column(rgb, above + 1, below + 1) + green;
            int sumBlue = leftBlue + 2 * column(rgb, above + 2, below + 2) + blue;
            picture.cb()[target + x] = chromaSample(CB_RED, CB_GREEN, CB_BLUE, sumRed, sumGreen, sumBlue);
            picture.cr()[target + x] = chromaSample(CR_RED, CR_GREEN, CR_BLUE, sumRed, sumGreen, sumBlue);
            leftRed = red;
            leftGreen = green;
            leftBlue = blue;
        }
        pad(picture.cb(), target, width / 2, codedWidth / 2);
        pad(picture.cr(), target, width / 2, codedWidth / 2);
    }

    private static int column(byte[] rgb, int upper, int lower) {
        return (rgb[upper] & 255) + (rgb[lower] & 255);
    }

    /** Repeats the last of a row's samples. */
    private static void pad(byte[] plane, int row, int samples, int coded) {
        Arrays.fill(plane, row + samples, row + coded, plane[row + samples - 1]);
    }

    /** Of sums over eight weighted pixels; they stay below 2^30. */
    private static byte chromaSample(int redWeight, int greenWeight, int blueWeight, int red, int green, int blue) {
        return (byte) (CHROMA_OFFSET + rounded(redWeight * red + greenWeight * green + blueWeight * blue, BITS + 3));
    }

    private static int rounded(int sum, int bits) {
        return sum + (1 << (bits - 1)) >> bits;
    }
}
