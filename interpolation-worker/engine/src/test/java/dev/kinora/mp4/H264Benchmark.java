package dev.kinora.mp4;

import dev.kinora.contract.EncodingParameters;
import dev.kinora.engine.image.RgbImage;
import dev.kinora.mp4.h264.StreamFormat;
import dev.kinora.mp4.h264.Yuv420;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Our encoder against {@code libx264 -preset veryfast -tune psnr -g 48} on the sample photos, slid by fractions of a pixel,
 * with grain of σ = 2: bytes at equal luma PSNR (BD-rate over 36 to 44 dB), SSIM, frames a second of code that is warm.
 *
 * <p>Arguments: frames a clip, then sample photos, or clips (MP4) that are taken as they are; {@code dogs} if there are none.
 */
final class H264Benchmark {
    private static final FrameRate RATE = new FrameRate(24, 1);
    private static final int[][] SIZES = {{320, 192}, {1024, 576}};
    private static final int[] OUR_QUALITIES = {33, 45, 57, 69, 81, 93};
    /** Passes before the first that counts: a worker has been running for long. */
    private static final int WARM_UP = 8;

    private static final int[] THEIR_FACTORS = {34, 30, 26, 22, 18, 14, 10};

    private H264Benchmark() {}

    private record Point(int setting, long bytes, double decibel, double ssim, double seconds) {}

    /** Prints one table a clip. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        int frames = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 96;
        List<String> sources = arguments.length > 1 ? List.of(arguments).subList(1, arguments.length) : List.of("dogs");
        Path folder = Files.createTempDirectory("benchmark");
        for (String source : sources) {
            if (source.endsWith(".mp4")) {
                compare(source, clip(Path.of(source), frames), folder);
                continue;
            }
            for (int[] size : SIZES) {
                compare(source, slide(source, size[0], size[1], frames), folder);
            }
        }
    }

    private static List<RgbImage> clip(Path file, int most) throws IOException {
        List<RgbImage> frames = new ArrayList<>();
        try (ClipReader reader = ClipReader.open(file)) {
            reader.read(frames::add);
        }
        return frames.subList(0, Math.min(most, frames.size()));
    }

    private static List<RgbImage> slide(String photo, int width, int height, int count) throws IOException {
        List<RgbImage> frames = new ArrayList<>();
        for (int time = 0; time < count; time++) {
            frames.add(grainy(Pictures.slid(photo, width, height, 60.0 * time / count, 20.0 * time / count), time));
        }
        return frames;
    }

    private static void compare(String name, List<RgbImage> frames, Path folder)
            throws IOException, InterruptedException {
        int width = frames.get(0).width();
        int height = frames.get(0).height();
        int count = frames.size();
        Bt709Conversion conversion = new Bt709Conversion(new StreamFormat(width, height, 41));
        List<Yuv420> originals = frames.stream().map(conversion::toYuv).toList();
        Path raw = folder.resolve("clip.yuv");
        try (OutputStream out = Files.newOutputStream(raw)) {
            for (Yuv420 picture : originals) {
                out.write(picture.luma());
                out.write(picture.cb());
                out.write(picture.cr());
            }
        }
        for (int pass = 0; pass < WARM_UP; pass++) {
            ours(EncodingParameters.DEFAULT_QUALITY, frames, originals, folder);
        }
        List<Point> ours = new ArrayList<>();
        for (int quality : OUR_QUALITIES) {
            ours.add(ours(quality, frames, originals, folder));
        }
        List<Point> theirs = new ArrayList<>();
        for (int factor : THEIR_FACTORS) {
            theirs.add(theirs(factor, raw, originals, folder));
        }
        System.out.printf(Locale.ROOT, "%s %d×%d, %d frames%n", name, width, height, count);
        print("ours, quality", ours, count);
        print("x264, crf", theirs, count);
        System.out.printf(Locale.ROOT, "BD-rate %+.1f %%%n", 100 * (rateRatio(ours, theirs) - 1));
    }

    private static RgbImage grainy(RgbImage image, int seed) {
        Random random = new Random(seed);
        byte[] rgb = image.rgb().clone();
        for (int i = 0; i < rgb.length; i += 3) {
            double grain = 2 * random.nextGaussian();
            for (int channel = i; channel < i + 3; channel++) {
                rgb[channel] = (byte) Math.max(0, Math.min(255, Math.round((rgb[channel] & 255) + grain)));
            }
        }
        return new RgbImage(image.width(), image.height(), rgb);
    }

    private static Point ours(int quality, List<RgbImage> frames, List<Yuv420> originals, Path folder)
            throws IOException {
        RgbImage first = frames.get(0);
        Path clip = folder.resolve("ours.mp4");
        long start = System.nanoTime();
        try (ClipWriter writer =
                new H264ClipEncoder().open(clip, new ClipFormat(first.width(), first.height(), RATE, quality))) {
            frames.forEach(writer::add);
            writer.finish();
        }
        return measured(quality, clip, originals, (System.nanoTime() - start) / 1e9);
    }

    private static Point theirs(int factor, Path raw, List<Yuv420> originals, Path folder)
            throws IOException, InterruptedException {
        Yuv420 first = originals.get(0);
        Path clip = folder.resolve("theirs.mp4");
        String command = "ffmpeg -v error -y -f rawvideo -pix_fmt yuv420p -s " + first.width() + "x" + first.height()
                + " -r 24 -i " + raw + " -c:v libx264 -preset veryfast -tune psnr -g 48 -crf " + factor + " " + clip;
        long start = System.nanoTime();
        int status = new ProcessBuilder(command.split(" ")).inheritIO().start().waitFor();
        if (status != 0) {
            throw new IOException(command + " ended with " + status);
        }
        return measured(factor, clip, originals, (System.nanoTime() - start) / 1e9);
    }

    private static Point measured(int setting, Path clip, List<Yuv420> originals, double seconds) throws IOException {
        Yuv420 first = originals.get(0);
        List<byte[]> decoded = Ffmpeg.decodeYuv(clip, first.width(), first.height());
        double squares = 0;
        double ssim = 0;
        for (int i = 0; i < originals.size(); i++) {
            squares += squares(originals.get(i).luma(), decoded.get(i));
            ssim += ssim(originals.get(i).luma(), decoded.get(i), first.width(), first.height());
        }
        double decibel = 10 * Math.log10(255 * 255 / (squares / originals.size() / first.luma().length));
        return new Point(setting, Files.size(clip), decibel, ssim / originals.size(), seconds);
    }

    private static double squares(byte[] original, byte[] decoded) {
        double sum = 0;
        for (int i = 0; i < original.length; i++) {
            double error = (original[i] & 255) - (decoded[i] & 255);
            sum += error * error;
        }
        return sum;
    }

    /** Wang et al. 2004 over 8×8 windows, four samples apart. */
    private static double ssim(byte[] a, byte[] b, int width, int height) {
        double sum = 0;
        int windows = 0;
        for (int y = 0; y + 8 <= height; y += 4) {
            for (int x = 0; x + 8 <= width; x += 4) {
                sum += window(a, b, y * width + x, width);
                windows++;
            }
        }
        return sum / windows;
    }

    private static double window(byte[] a, byte[] b, int at, int stride) {
        double sumA = 0;
        double sumB = 0;
        double squares = 0;
        double products = 0;
        for (int i = 0; i < 64; i++) {
            int index = at + (i >> 3) * stride + (i & 7);
            int p = a[index] & 255;
            int q = b[index] & 255;
            sumA += p;
            sumB += q;
            squares += p * p + q * q;
            products += p * q;
        }
        double meanProduct = sumA * sumB / 4096;
        double meanSquares = (sumA * sumA + sumB * sumB) / 4096;
        double variances = squares / 64 - meanSquares;
        double covariance = products / 64 - meanProduct;
        return (2 * meanProduct + 6.5025)
                * (2 * covariance + 58.5225)
                / ((meanSquares + 6.5025) * (variances + 58.5225));
    }

    private static void print(String name, List<Point> points, int frames) {
        for (Point point : points) {
            System.out.printf(
                    Locale.ROOT,
                    "%s %d: %d bytes, %.2f dB, SSIM %.4f, %.0f frames/s%n",
                    name,
                    point.setting(),
                    point.bytes(),
                    point.decibel(),
                    point.ssim(),
                    frames / point.seconds());
        }
    }

    /** Geometric mean of our bytes over theirs at equal PSNR, over what both cover of 36 to 44 dB. */
    private static double rateRatio(List<Point> ours, List<Point> theirs) {
        double sum = 0;
        int count = 0;
        for (double decibel = 36; decibel <= 44; decibel += 0.1) {
            double difference = logBytes(ours, decibel) - logBytes(theirs, decibel);
            if (!Double.isNaN(difference)) {
                sum += difference;
                count++;
            }
        }
        return Math.exp(sum / count);
    }

    private static double logBytes(List<Point> points, double decibel) {
        for (int i = 1; i < points.size(); i++) {
            Point low = points.get(i - 1);
            Point high = points.get(i);
            if (low.decibel() <= decibel && decibel <= high.decibel()) {
                double part = (decibel - low.decibel()) / (high.decibel() - low.decibel());
                return Math.log(low.bytes()) * (1 - part) + Math.log(high.bytes()) * part;
            }
        }
        return Double.NaN;
    }
}
