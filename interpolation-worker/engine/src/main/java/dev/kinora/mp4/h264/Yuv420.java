package dev.kinora.mp4.h264;

/**
 * A picture of 8-bit 4:2:0 samples, padded to whole macroblocks.
 *
 * @param width in luma samples, a multiple of 16
 * @param height in luma samples, a multiple of 16
 * @param luma row by row, 0 to 255 as unsigned bytes
 * @param cb of half the width and height
 * @param cr likewise
 */
public record Yuv420(int width, int height, byte[] luma, byte[] cb, byte[] cr) {
    public Yuv420 {
        if (width % 16 != 0 || height % 16 != 0 || width < 16 || height < 16) {
            throw new IllegalArgumentException(width + "×" + height + " is no whole number of macroblocks");
        }
        if (luma.length != width * height || cb.length != luma.length / 4 || cr.length != cb.length) {
            throw new IllegalArgumentException("planes of " + luma.length + ", " + cb.length + " and " + cr.length
                    + " samples are none of " + width + "×" + height);
        }
    }

    /** A black-to-be picture with planes of its own. */
    public static Yuv420 blank(int width, int height) {
        return new Yuv420(
                width, height, new byte[width * height], new byte[width * height / 4], new byte[width * height / 4]);
    }
}
