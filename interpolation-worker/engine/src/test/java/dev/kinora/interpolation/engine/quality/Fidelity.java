package dev.kinora.interpolation.engine.quality;

import dev.kinora.engine.image.RgbImage;

/**
 * How close a frame comes to the one that was left out.
 *
 * @param psnr peak signal-to-noise ratio over red, green and blue, in dB
 * @param ssim structural similarity of luma (Wang et al. 2004): windows of 8×8 at every second pixel, 1 for equals
 */
record Fidelity(double psnr, double ssim) {
    private static final int WINDOW = 8;
    private static final int STRIDE = 2;
    private static final double C1 = Math.pow(0.01 * 255, 2);
    private static final double C2 = Math.pow(0.03 * 255, 2);

    static Fidelity of(RgbImage expected, RgbImage found) {
        return new Fidelity(psnr(expected.rgb(), found.rgb()), ssim(Luma.of(expected), Luma.of(found)));
    }

    private static double psnr(byte[] expected, byte[] found) {
        double squares = 0;
        for (int i = 0; i < expected.length; i++) {
            int difference = (expected[i] & 0xFF) - (found[i] & 0xFF);
            squares += difference * difference;
        }
        return 10 * Math.log10(255 * 255 / (squares / expected.length));
    }

    private static double ssim(Luma expected, Luma found) {
        double sum = 0;
        int windows = 0;
        for (int y = 0; y + WINDOW <= expected.height(); y += STRIDE) {
            for (int x = 0; x + WINDOW <= expected.width(); x += STRIDE) {
                sum += ssim(expected, found, x, y);
                windows++;
            }
        }
        return sum / windows;
    }

    private static double ssim(Luma expected, Luma found, int left, int top) {
        double a = 0;
        double b = 0;
        double aa = 0;
        double bb = 0;
        double ab = 0;
        for (int y = top; y < top + WINDOW; y++) {
            for (int x = left; x < left + WINDOW; x++) {
                double one = expected.at(x, y);
                double other = found.at(x, y);
                a += one;
                b += other;
                aa += one * one;
                bb += other * other;
                ab += one * other;
            }
        }
        double n = WINDOW * WINDOW;
        double meanA = a / n;
        double meanB = b / n;
        double spread = aa / n - meanA * meanA + bb / n - meanB * meanB;
        double common = ab / n - meanA * meanB;
        return (2 * meanA * meanB + C1) * (2 * common + C2) / ((meanA * meanA + meanB * meanB + C1) * (spread + C2));
    }
}
